"""Entries for the index, on both engines."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.communities import communities
from graph.expertise import evidence
from graph.finding import index_entries
from graph.finding.index_entries import IndexedKind, Searchable
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company


def told(kind: IndexedKind, key: str) -> Searchable:
    """Return the index entry of one thing."""
    [thing] = index_entries.find(kind, [key])
    return thing


def test_a_question_is_found_by_the_words_of_its_answers(company: Company):
    thing = told("question", company.kafka_question)
    assert thing.title == "Why does my Kafka consumer lag?"
    assert "max.poll.records" in thing.body
    assert thing.skills == ("kafka",)
    assert thing.audience == "everyone"


def test_an_answer_carries_its_questions_title_skills_and_audience(company: Company):
    answer = answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus)
    thing = told("answer", answer)
    assert thing.title == "How do we rotate the cluster's certificates?"
    assert set(thing.skills) == {"kafka", "tls"}
    assert thing.audience == communities.show(company.platform, viewer=company.ada).id
    assert thing.body == "With cert-manager."


def test_a_tip_and_a_person_are_told(company: Company):
    evidence.weigh(company.kafka_tip)
    assert told("tip", company.kafka_tip).title == "See consumer lag at a glance"
    assert told("person", company.ada.id).skills == ("kafka",)


def test_who_wrote_something_is_not_told(company: Company):
    secret = questions.ask(stories.question("What is a monad?", is_anonymous=True), by=company.linus.id)
    assert "Linus" not in repr(told("question", secret))
    assert company.linus.id not in repr(told("question", secret))


def test_what_somebody_knows_in_a_closed_community_is_not_told(company: Company):
    for question in (company.platform_question, company.kafka_question):
        evidence.weigh(answers.give(question, stories.text("With cert-manager."), by=company.linus))
    assert told("person", company.linus.id).skills == ("kafka",)


def test_people_who_left_are_not_found(company: Company):
    driver.write("MATCH (tim:Person {id: $id}) SET tim.state = 'left'", id=company.tim.id)
    assert list(index_entries.find("person", [company.tim.id])) == []


def test_skills_that_only_closed_posts_name_are_not_found(company: Company):
    assert told("skill", "kafka").title == "kafka"
    assert list(index_entries.find("skill", ["tls"])) == []


@pytest.mark.parametrize(("visibility", "is_listed"), [("public", True), ("private", True), ("hidden", False)])
def test_only_members_find_a_hidden_community(company: Company, visibility: str, is_listed: bool):
    driver.write("MATCH (c:Community {slug: $slug}) SET c.visibility = $to", slug=company.platform, to=visibility)
    [key] = index_entries.community(company.platform)
    assert told("community", key).audience == ("everyone" if is_listed else key)


def test_everything_of_a_kind_is_told_once(company: Company):
    assert sorted(thing.title for thing in index_entries.every("person")) == [
        "Ada",
        "Grace",
        "Linus",
        "Margaret",
        "Tim",
    ]
    assert [thing.key for thing in index_entries.every("answer")] == [company.kafka_answer]
    assert {thing.key for thing in index_entries.every("question")} == {
        company.kafka_question,
        company.platform_question,
    }


def test_a_new_answer_changes_its_question_and_nothing_else(company: Company, monkeypatch: pytest.MonkeyPatch):
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = answers.give(company.kafka_question, stories.text("Or restart it."), by=company.tim)
    assert index_entries.changed("question", since=later) == (company.kafka_question,)
    assert set(index_entries.changed("answer", since=later)) == {company.kafka_answer, answer}
    assert index_entries.changed("tip", since=later) == ()


def test_what_stands_in_a_community_is_known(company: Company):
    assert index_entries.within(company.platform, "question") == (company.platform_question,)
    assert index_entries.within(company.platform, "tip") == ()


def test_what_is_gone_is_not_told(company: Company):
    assert list(index_entries.find("question", ["gone"])) == []
    assert index_entries.question_of("gone") == ()


def test_filters_are_told_what_they_need(company: Company):
    thing = told("question", company.kafka_question)
    assert (thing.slugs, thing.author, thing.states) == (("kafka",), company.grace.id, ("answered",))
    assert told("question", company.platform_question).community == company.platform
    assert told("question", company.platform_question).states == ("unanswered",)
    assert told("tip", company.kafka_tip).author == company.ada.id
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert told("question", company.kafka_question).states == ("answered", "accepted")
