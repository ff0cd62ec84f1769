"""Following: anything you may see, without others knowing."""

import pytest

from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.errors import NotFound
from graph.feed import follows
from tests.company import Company


def test_people_skills_posts_and_communities_are_followed(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.linus).id
    for kind, key in (
        ("community", platform),
        ("person", company.ada.id),
        ("post", company.kafka_question),
        ("skill", "kafka"),
    ):
        follows.follow(kind, key, by=company.linus)
        assert follows.is_following(key, viewer=company.linus)
    assert [one.name for one in follows.listed(viewer=company.linus)] == [
        "Ada",
        "kafka",
        "Why does my Kafka consumer lag?",
        "Platform engineers",
    ]


def test_following_twice_and_stopping_twice_change_nothing(company: Company) -> None:
    for _ in range(2):
        follows.follow("skill", "kafka", by=company.tim)
    assert len(follows.listed(viewer=company.tim)) == 1
    for _ in range(2):
        follows.unfollow("kafka", by=company.tim)
    assert follows.listed(viewer=company.tim) == ()


def test_what_is_not_open_cannot_be_followed(company: Company) -> None:
    hidden = communities.found(
        CommunityDraft(name="Merger", purpose="Talks.", visibility="hidden"), by=company.margaret.id
    )
    for kind, key in (
        ("post", company.platform_question),
        ("skill", "tls"),
        ("community", communities.show(hidden, viewer=company.margaret).id),
        ("person", company.tim.id),
        ("person", "nobody"),
    ):
        with pytest.raises(NotFound):
            follows.follow(kind, key, by=company.tim)


def test_what_has_been_closed_to_a_follower_is_not_listed_any_more(company: Company) -> None:
    follows.follow("post", company.platform_question, by=company.linus)
    assert len(follows.listed(viewer=company.linus)) == 1
    outside = type(company.linus)(id=company.linus.id, audiences=("everyone",))
    assert follows.listed(viewer=outside) == ()
