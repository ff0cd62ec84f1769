"""Feeds: the thirty newest posts that their owner may see now."""

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import edits
from graph.editing.edits import Edit
from graph.errors import NotFound
from graph.feed import feeds, follows
from graph.feed.feeds import Feed
from graph.freshness import freshness
from graph.ids import SkillSlug
from graph.merging import merges
from graph.posts import questions, texts
from tests import company as stories
from tests.company import Company

KAFKA, TLS = SkillSlug("kafka"), SkillSlug("tls")


def titles(feed: Feed) -> list[str]:
    return [entry.card.title for entry in feed.entries]


def test_a_feed_has_what_its_owner_may_see_newest_first(company: Company):
    mine, theirs = (feeds.of_questions(viewer=one) for one in (company.ada, company.tim))
    assert titles(mine) == ["How do we rotate the cluster's certificates?", "Why does my Kafka consumer lag?"]
    assert titles(theirs) == ["Why does my Kafka consumer lag?"]


def test_a_skill_has_posts_of_every_kind(company: Company):
    feed = feeds.of_skill(KAFKA, viewer=company.tim)
    assert feed.name == "kafka"
    assert titles(feed) == ["See consumer lag at a glance", "Why does my Kafka consumer lag?"]


def test_there_are_thirty_at_most(company: Company):
    for number in range(31):
        questions.ask(stories.question(f"Question {number}?", "kafka"), by=company.grace.id)
    for feed in (feeds.of_questions(viewer=company.tim), feeds.of_skill(KAFKA, viewer=company.tim)):
        assert titles(feed) == [f"Question {number}?" for number in range(30, 0, -1)]


def test_a_skill_that_the_owner_may_not_know_of_is_as_if_it_were_not_there(company: Company):
    for slug in (TLS, SkillSlug("nothing")):
        with pytest.raises(NotFound, match="This feed doesn't exist"):
            feeds.of_skill(slug, viewer=company.tim)
    assert titles(feeds.of_skill(TLS, viewer=company.ada)) == ["How do we rotate the cluster's certificates?"]


def test_a_closed_community_is_as_if_it_were_not_there_also_for_those_who_left_it(company: Company):
    assert titles(feeds.of_community(company.platform, viewer=company.linus))
    memberships.leave(company.platform, by=company.linus.id)
    for one in (viewers.get(company.linus.id), company.tim):
        for slug in (company.platform, "nothing"):
            with pytest.raises(NotFound, match="This feed doesn't exist"):
                feeds.of_community(slug, viewer=one)


def test_a_public_community_is_open_to_everyone(company: Company):
    draft = CommunityDraft(name="Readers", purpose="Books.", visibility="public")
    slug = communities.found(draft, by=company.margaret.id)
    here = communities.show(slug, viewer=company.margaret).id
    questions.ask(stories.question("Which book?", community=here), by=company.margaret.id)
    feed = feeds.of_community(slug, viewer=company.tim)
    assert (feed.name, titles(feed)) == ("Readers", ["Which book?"])


def test_a_retired_post_is_gone_at_once(company: Company):
    freshness.retire(company.kafka_tip, by=company.ada)
    assert titles(feeds.of_skill(KAFKA, viewer=company.tim)) == ["Why does my Kafka consumer lag?"]
    freshness.retire(company.kafka_question, by=company.grace)
    assert titles(feeds.of_questions(viewer=company.tim)) == []


def test_an_edit_is_an_update_and_changes_no_order(company: Company):
    now = texts.get(company.kafka_question, viewer=company.grace)
    edit = Edit(
        of=now,
        title=now.title,
        body=stories.text("It is slow."),
        skills=now.skills,
        is_cheat_sheet=False,
        summary="Slow",
    )
    edits.make(edit, by=company.grace)
    tip, question = feeds.of_skill(KAFKA, viewer=company.tim).entries
    assert tip.updated_at == tip.card.posted_at
    assert question.updated_at > tip.updated_at


def test_a_skill_that_was_merged_goes_on_under_its_old_name(company: Company):
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    questions.ask(stories.question("Which broker?", "event streams"), by=company.grace.id)
    merges.merge(SkillSlug("event-streams"), KAFKA, by=barbara)
    feed = feeds.of_skill(SkillSlug("event-streams"), viewer=company.tim)
    assert (feed.slug, titles(feed)[0]) == (KAFKA, "Which broker?")


def test_feeds_are_offered_of_what_one_follows_belongs_to_and_comes_from(company: Company):
    follows.follow("skill", "kafka", by=company.linus)
    offered = feeds.offered(skill="tls", community="", viewer=company.linus)
    assert [one.slug for one in offered.skills] == ["kafka", "tls"]
    assert [one.slug for one in offered.communities] == [company.platform]
    again = feeds.offered(skill="kafka", community=company.platform, viewer=company.linus)
    assert (len(again.skills), len(again.communities)) == (1, 1)


def test_no_feed_is_offered_of_what_one_may_not_see(company: Company):
    offered = feeds.offered(skill="tls", community=company.platform, viewer=company.tim)
    assert (offered.skills, offered.communities) == ((), ())
    follows.follow("skill", "tls", by=company.linus)
    memberships.leave(company.platform, by=company.linus.id)
    offered = feeds.offered(skill="", community="", viewer=viewers.get(company.linus.id))
    assert (offered.skills, offered.communities) == ((), ())
