"""The items of collections, and their order."""

import pytest

from graph.communities import communities, memberships
from graph.errors import Forbidden
from graph.ids import CollectionId, PostId, SkillSlug
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from graph.viewers import Viewer
from tests.company import Company


def start(company: Company, *posts: PostId, seen_by: str = "everyone", rule: Rule | None = None) -> CollectionId:
    """Let Ada create a collection with these posts."""
    kept = collections.create(CollectionDraft(name="Kafka", description="", seen_by=seen_by, rule=rule), by=company.ada)
    for post in posts:
        items.add(kept, post, by=company.ada)
    return kept


def held(kept: CollectionId, viewer: Viewer) -> list[PostId]:
    return [card.id for card in items.posts(collections.show(kept, viewer=viewer), viewer=viewer)]


def test_posts_stand_in_the_order_in_which_they_came_and_each_once(company: Company) -> None:
    kept = start(company, company.kafka_tip, company.kafka_question, company.kafka_tip)
    assert held(kept, company.tim) == [company.kafka_tip, company.kafka_question]


def test_a_post_moves_up_and_down_and_no_further_than_the_end(company: Company) -> None:
    kept = start(company, company.kafka_tip, company.kafka_question)
    items.move(kept, company.kafka_question, "up", by=company.ada)
    items.move(kept, company.kafka_question, "up", by=company.ada)
    assert held(kept, company.ada) == [company.kafka_question, company.kafka_tip]
    items.move(kept, company.kafka_question, "down", by=company.ada)
    assert held(kept, company.ada) == [company.kafka_tip, company.kafka_question]


def test_what_somebody_may_not_see_is_neither_shown_nor_counted(company: Company) -> None:
    kept = start(company, company.kafka_tip, company.platform_question)
    assert held(kept, company.linus) == [company.kafka_tip, company.platform_question]
    assert held(kept, company.tim) == [company.kafka_tip]
    assert [row.size for row in collections.listed(viewer=company.linus)] == [2]
    assert [row.size for row in collections.listed(viewer=company.tim)] == [1]


def test_arranging_leaves_what_one_does_not_see_where_it_was(company: Company) -> None:
    public = communities.found(
        communities.CommunityDraft(name="Shell", purpose="Shells.", visibility="public"), by=company.ada.id
    )
    kept = start(
        company,
        company.kafka_tip,
        company.platform_question,
        company.kafka_question,
        seen_by=communities.show(public, viewer=company.ada).id,
    )
    memberships.join(public, by=company.tim.id)
    items.arrange(kept, [company.kafka_question, PostId("unknown"), company.kafka_tip], by=company.tim)
    assert held(kept, company.ada) == [company.kafka_question, company.platform_question, company.kafka_tip]


def test_a_post_is_taken_out_and_twice_changes_nothing(company: Company) -> None:
    kept = start(company, company.kafka_tip)
    assert held(kept, company.ada) == [company.kafka_tip]
    for _ in range(2):
        items.take_out(kept, company.kafka_tip, by=company.ada)
    assert held(kept, company.ada) == []


def test_only_keepers_change_what_it_holds_and_only_with_what_they_see(company: Company) -> None:
    kept = start(company, company.kafka_tip)
    for change in (
        lambda: items.add(kept, company.kafka_question, by=company.tim),
        lambda: items.take_out(kept, company.kafka_tip, by=company.tim),
        lambda: items.arrange(kept, [company.kafka_tip], by=company.tim),
        lambda: items.move(kept, company.kafka_tip, "up", by=company.tim),
    ):
        with pytest.raises(Forbidden):
            change()
    own = collections.create(CollectionDraft(name="Own", description="", seen_by="me"), by=company.tim)
    with pytest.raises(Forbidden):
        items.add(own, company.platform_question, by=company.tim)


@pytest.mark.parametrize(
    "rule", [Rule(skill=SkillSlug("kafka"), kind="question"), Rule(kind="question")], ids=["skill", "kind"]
)
def test_a_rule_takes_in_what_the_viewer_may_see(company: Company, rule: Rule) -> None:
    kept = start(company, rule=rule)
    assert held(kept, company.linus) == [company.platform_question, company.kafka_question]
    assert held(kept, company.tim) == [company.kafka_question]


def test_a_rule_can_ask_for_a_community(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    kept = start(company, rule=Rule(community=platform))
    assert held(kept, company.linus) == [company.platform_question]
    assert held(kept, company.tim) == []
    with pytest.raises(Forbidden):
        items.add(kept, company.kafka_tip, by=company.ada)
