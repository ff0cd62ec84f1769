"""While the queue hangs, people can go on working: everything confirmed as saved is saved, and quickly."""

import io
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from graph.asking import inbox
from graph.expertise import evidence
from graph.media import photos, pictures
from graph.posts import answers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.engines.valkey import Running
from tests.store import samples
from tests.webapp.asking.test_inbox import asked
from tests.webapp.client import Browser
from workers.matching import matching

HELD_UP_SECONDS = 2.0


@pytest.fixture
def hanging_queue(site: Flask, running_queue: Running) -> Iterator[None]:
    """A queue that accepts connections and says nothing."""
    running_queue.process.send_signal(signal.SIGSTOP)
    yield
    running_queue.process.send_signal(signal.SIGCONT)


FORMS = {
    "/questions": {"title": "Still there?", "body": "I wonder.", "skills": "Kafka"},
    "/tips": {"title": "Count lines", "body": "With wc.", "skills": "Shell"},
    "/questions/{company.kafka_question}/answers": {"body": "Add partitions."},
    "/comments/{company.kafka_question}": {"body": "Me too."},
    "/profile": {"name": "Linus", "ask_limit": "5", "help_hours": "2"},
}


@pytest.mark.usefixtures("hanging_queue")
@pytest.mark.parametrize("path", FORMS)
def test_what_linus_sends_is_saved_at_once(as_: Callable[[Viewer], Browser], company: Company, path: str) -> None:
    linus = as_(company.linus)
    form = {"csrf_token": linus.token(), **FORMS[path]}
    begun = time.monotonic()
    response = linus.post(path.format(company=company), data=form)
    assert response.status_code == 303
    assert time.monotonic() - begun < HELD_UP_SECONDS
    assert linus.get(response.location).status_code == 200


@pytest.mark.usefixtures("hanging_queue")
def test_what_was_asked_meanwhile_reaches_somebody_by_the_sweep(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    evidence.weigh(company.kafka_answer)
    as_(company.linus).send("/questions", title="Slow?", body="It lags.", skills="Kafka")
    assert inbox.asks(viewer=company.ada) == ()
    matching.sweep()
    assert [ask.title for ask in inbox.asks(viewer=company.ada)] == ["Slow?"]


@pytest.mark.usefixtures("hanging_queue")
@pytest.mark.parametrize(("act", "typed"), [("refusal", {"reason": "Away."}), ("not-my-skill", {"skill": "kafka"})])
def test_after_a_word_said_meanwhile_the_next_is_asked_by_the_sweep(
    as_: Callable[[Viewer], Browser], company: Company, act: str, typed: dict[str, str]
) -> None:
    asked(company)
    [ask] = inbox.asks(viewer=company.ada)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.tim))
    assert "Your inbox is empty" in as_(company.ada).send(f"/asks/{ask.id}/{act}", **typed).text
    matching.sweep()
    assert [one.question for one in inbox.asks(viewer=company.tim)] == [ask.question]


@pytest.mark.usefixtures("hanging_queue")
def test_a_photo_sent_meanwhile_is_saved_at_once_and_waits_for_the_sweep(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    linus = as_(company.linus)
    photo = (io.BytesIO(samples.picture("JPEG").getvalue()), "me.jpg")
    form = {"csrf_token": linus.token(), "zoom": "100", "across": "500", "down": "500", "photo": photo}
    begun = time.monotonic()
    assert linus.post("/profile/photo", data=form).status_code == 303
    assert time.monotonic() - begun < HELD_UP_SECONDS
    assert photos.get(company.linus.id).is_waiting
    assert len(pictures.waiting()) == 1
