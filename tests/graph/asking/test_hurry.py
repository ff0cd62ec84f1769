"""Questions that need an answer soon: people and rings have less time, on both engines, with a stopped clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock
from graph.asking import asks, deadlines, inbox, widening
from graph.asking.deadlines import Deadlines, NeededBy
from graph.communities import communities
from graph.errors import Invalid
from graph.ids import QuestionId
from graph.posts import questions
from tests import company as stories
from tests.company import Company
from tests.graph.asking.test_widening import Wait, knows, match, wait, who

__all__ = ["wait"]


def hurried(company: Company, needed_by: NeededBy, *, community: str | None = None) -> QuestionId:
    """Let Linus ask about Kafka, which Ada knows."""
    knows(company.ada.id, "kafka")
    draft = replace(stories.question("Slow?", "kafka", community=community), needed_by=needed_by)
    question = questions.ask(draft, by=company.linus.id)
    match(question)
    return question


@pytest.mark.parametrize(("needed_by", "hours"), [("today", 3), ("week", 24), ("", 72)])
def test_people_have_less_time_to_reply(company: Company, wait: Wait, needed_by: NeededBy, hours: int):
    question = hurried(company, needed_by)
    wait(hours=hours, minutes=-1)
    assert deadlines.expire() == ()
    wait(minutes=2)
    assert deadlines.expire() == (question,)


@pytest.mark.parametrize(("needed_by", "hours"), [("today", 3), ("week", 24), ("", 72)])
def test_the_next_ring_begins_sooner(company: Company, wait: Wait, needed_by: NeededBy, hours: int):
    question = hurried(company, needed_by)
    begins = widening.of_question(question, viewer=company.grace).widens_at
    assert begins == pytest.approx(clock.now() + timedelta(hours=hours), abs=timedelta(milliseconds=1))
    wait(hours=hours, minutes=-1)
    assert widening.widen() == ()
    wait(minutes=2)
    assert widening.widen() == (question,)


def test_a_promise_holds_the_next_ring_for_no_longer_than_the_asker_has(company: Company, wait: Wait):
    question = hurried(company, "today")
    wait(hours=2)
    asks.accept(inbox.asks(viewer=company.ada)[0].id, by=company.ada.id)
    wait(hours=2)
    assert widening.widen() == ()
    wait(hours=2)
    assert widening.widen() == (question,)
    assert who(question, company) == ["Ada"]


def test_a_community_that_is_faster_stays_so(company: Company, wait: Wait):
    deadlines.set_days(company.platform, Deadlines(silence_days=1, ring_days=1), by=company.margaret.id)
    community = communities.show(company.platform, viewer=company.ada).id
    question = hurried(company, "", community=community)
    wait(days=1, minutes=1)
    assert widening.widen() == (question,)


def test_readers_and_people_who_are_asked_see_it(company: Company, wait: Wait):
    question = hurried(company, "today")
    assert questions.show(question, viewer=company.tim).needed_by == "today"
    assert [ask.needed_by for ask in inbox.asks(viewer=company.ada)] == ["today"]
    assert questions.show(company.kafka_question, viewer=company.tim).needed_by == ""


def test_anything_else_is_sent_back():
    with pytest.raises(Invalid) as refused:
        deadlines.needed_by("yesterday")
    assert refused.value.problems == {"needed_by": "Choose today, this week or no hurry."}
