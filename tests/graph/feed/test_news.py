"""News: what is new for each person, and why."""

from datetime import timedelta

import pytest

from graph import clock
from graph.communities import communities
from graph.expertise import evidence
from graph.feed import follows, news
from graph.ids import SkillSlug
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text


def shown(viewer: Viewer) -> list[tuple[str, str, str]]:
    return [(one.card.title, one.why, one.name) for one in news.of(viewer)]


def test_nothing_is_broadcast(company: Company) -> None:
    assert news.of(company.tim) == ()


def test_followed_people_skills_and_own_communities_bring_news(company: Company) -> None:
    follows.follow("person", company.ada.id, by=company.tim)
    assert shown(company.tim) == [("See consumer lag at a glance", "person", "Ada")]
    follows.follow("skill", "kafka", by=company.tim)
    assert shown(company.tim)[-1] == ("Why does my Kafka consumer lag?", "skill", "kafka")
    assert ("How do we rotate the cluster's certificates?", "community", "Platform engineers") in shown(company.linus)


def test_ones_own_skills_bring_news_and_ones_own_posts_are_none(company: Company) -> None:
    for proof in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    assert shown(company.ada) == [("Why does my Kafka consumer lag?", "skill", "kafka")]


def test_following_a_person_never_shows_what_they_ask_without_a_name(company: Company) -> None:
    follows.follow("person", company.linus.id, by=company.tim)
    questions.ask(stories.question("Alone?", "shell", is_anonymous=True), by=company.linus.id)
    questions.ask(stories.question("Together?", "shell"), by=company.linus.id)
    assert shown(company.tim) == [("Together?", "person", "Linus")]


def test_answers_and_additions_to_what_is_followed_come_first(company: Company) -> None:
    asked = questions.ask(stories.question("Where are the offsets?", "kafka"), by=company.grace.id)
    follows.follow("post", asked, by=company.tim)
    answers.give(asked, text("In a topic of their own."), by=company.linus)
    kept = collections.create(CollectionDraft(name="Kafka", description="", seen_by="everyone"), by=company.ada)
    for post in (company.kafka_tip, company.platform_question):
        items.add(kept, post, by=company.ada)
    follows.follow("collection", kept, by=company.tim)
    assert {(title, why) for title, why, _ in shown(company.tim)} == {
        ("Where are the offsets?", "answer"),
        ("See consumer lag at a glance", "collection"),
    }


RULES = {
    "kind": Rule(kind="tip"),
    "skill": Rule(skill=SkillSlug("kafka")),
    "kind and skill": Rule(kind="tip", skill=SkillSlug("kafka")),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_followed_collection_takes_in_by_itself_is_news(company: Company, rule: Rule) -> None:
    draft = CollectionDraft(name="By itself", description="", seen_by="everyone", rule=rule)
    follows.follow("collection", collections.create(draft, by=company.grace), by=company.tim)
    titles = {title for title, why, name in shown(company.tim) if (why, name) == ("collection", "By itself")}
    assert "See consumer lag at a glance" in titles
    assert "How do we rotate the cluster's certificates?" not in titles
    assert ("Why does my Kafka consumer lag?" in titles) is (rule.kind is None)


def test_a_collection_of_a_closed_community_brings_its_posts_to_members_only(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    draft = CollectionDraft(name="Ours", description="", seen_by="everyone", rule=Rule(community=platform))
    kept = collections.create(draft, by=company.ada)
    for follower in (company.tim, company.margaret):
        follows.follow("collection", kept, by=follower)
    assert news.of(company.tim) == ()
    assert ("How do we rotate the cluster's certificates?", "collection", "Ours") in shown(company.margaret)


def test_new_is_what_came_since_the_last_visit(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    follows.follow("skill", "kafka", by=company.tim)
    news.see(by=company.tim.id)
    start = clock.now()
    for hours, title in ((1, "Later"), (2, "")):
        then = start + timedelta(hours=hours)
        monkeypatch.setattr(clock, "now", lambda then=then: then)
        if title:
            tip = tips.TipDraft(title=title, body=text("Words."), skills=("kafka",), community=None)
            tips.post(tip, by=company.ada.id)
    news.see(by=company.tim.id)
    news.see(by=company.tim.id)
    assert {one.card.title: one.is_new for one in news.of(company.tim)} == {
        "Later": True,
        "See consumer lag at a glance": False,
        "Why does my Kafka consumer lag?": False,
    }
