"""Views rely on this: telling the queue never delays them, and missed work is caught up."""

import signal
import time
from pathlib import Path

import pytest

from graph import viewers
from graph.asking import asks, inbox
from graph.expertise import abilities
from graph.ids import TipId
from graph.people import inference_consent
from graph.posts import answers, questions, tips
from graph.posts.tips import TipDraft
from search import query
from tests import company as stories
from tests.company import Company
from tests.workers.conftest import eventually, start_queue
from webapp.operations import processes
from webapp.operations.processes import Process
from workers import company_events, events
from workers.expertise import evidence
from workers.finding import indexing
from workers.matching import matching

HELD_UP_SECONDS = 1.0


def sweep() -> None:
    """Do what beat starts every ten minutes."""
    for noun in (indexing, evidence, matching):
        noun.sweep()


@pytest.fixture
def without_queue(queue: Process) -> None:
    """Let the queue go away after it was there."""
    processes.stop(queue, patience_seconds=5)


@pytest.mark.usefixtures("without_queue")
def test_a_page_is_not_held_up_while_the_queue_is_away(company: Company):
    begun = time.monotonic()
    events.question_asked(company.kafka_question)
    events.vote_cast(company.kafka_answer)
    assert time.monotonic() - begun < HELD_UP_SECONDS


def test_a_page_is_not_held_up_by_a_queue_that_hangs(company: Company, queue: Process):
    queue.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    events.question_asked(company.kafka_question)
    took = time.monotonic() - begun
    queue.send_signal(signal.SIGCONT)
    assert took < HELD_UP_SECONDS


@pytest.mark.usefixtures("worker")
def test_a_queue_that_comes_back_is_used_again(
    company: Company, queue: Process, queue_folder: Path, caplog: pytest.LogCaptureFixture
):
    # A worker that loses its queue while it builds the index begins again with the next sweep.
    eventually(lambda: query.vote("consumer lag"))
    processes.stop(queue, patience_seconds=5)
    tip = tips.post(TipDraft(title="Zanzibar", body=stories.text("Far."), skills=(), community=None), by=company.ada.id)
    events.tip_posted(tip)
    again = start_queue(queue_folder)
    try:
        # Each connection that broke is noticed when it is used again, so as many messages are left to the sweep.
        eventually(lambda: _is_queued(tip, caplog))
        eventually(lambda: query.vote("zanzibar"))
    finally:
        processes.stop(again, patience_seconds=5)


def _is_queued(tip: TipId, caplog: pytest.LogCaptureFixture) -> bool:
    caplog.clear()
    events.tip_posted(tip)
    return not caplog.records


@pytest.mark.usefixtures("without_queue", "data_folder")
def test_the_sweep_catches_up_with_what_the_queue_missed(company: Company):
    events.answer_given(company.kafka_answer)
    question = questions.ask(stories.question("Consumer lag after a rebalance?", "kafka"), by=company.linus.id)
    events.question_asked(question)
    assert query.find("rebalance", audiences=["everyone"]).total == 0
    sweep()
    assert query.find("rebalance", audiences=["everyone"]).total == 2
    assert [ask.question for ask in inbox.asks(viewer=company.ada)] == [question]


@pytest.mark.usefixtures("without_queue", "data_folder")
def test_who_wants_nothing_inferred_is_known_for_nothing_after_the_sweep(company: Company):
    evidence.weigh(company.kafka_answer)
    sweep()
    assert abilities.of(company.ada.id, viewer=company.tim)
    inference_consent.choose(company.ada.id, is_inferred=False)
    company_events.inference_chosen(company.ada.id)
    sweep()
    assert abilities.of(company.ada.id, viewer=company.tim) == ()


@pytest.mark.usefixtures("data_folder")
def test_sweeping_twice_changes_nothing(company: Company):
    questions.ask(stories.question("Consumer lag?", "kafka"), by=company.linus.id)
    sweep()
    once = inbox.asks(viewer=company.ada)
    sweep()
    assert inbox.asks(viewer=company.ada) == once


@pytest.mark.usefixtures("data_folder")
def test_every_task_may_be_repeated(company: Company):
    for _ in range(2):
        evidence.weigh(company.kafka_answer)
        indexing.index_answer(company.kafka_answer)
        matching.match_question(company.platform_question)
    [vote] = query.vote("consumer")
    assert vote.key == company.kafka_answer
    assert query.find("rebalances", audiences=["everyone"]).total == 1


@pytest.mark.usefixtures("data_folder")
def test_after_somebody_declines_the_next_is_asked(company: Company):
    knowers = [viewers.get(stories.join(name)) for name in ("Ben", "Cleo", "Dan", "Eve", "Finn", "Gil")]
    for knower in knowers:
        evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=knower))
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    matching.match_question(question)
    asked = [knower for knower in knowers if inbox.asks(viewer=knower)]
    assert len(asked) == 5
    [ask] = inbox.asks(viewer=asked[0])
    matching.match_question(asks.decline(ask.id, by=asked[0].id))
    assert {knower for knower in knowers if inbox.asks(viewer=knower)} == set(knowers) - {asked[0]}
