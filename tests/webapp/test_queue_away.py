"""While the queue hangs, people go on working: what they were told is saved is saved, and soon."""

import signal
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from graph.viewers import Viewer
from tests.company import Company
from tests.engines.valkey import Running
from tests.webapp.client import Browser

HELD_UP_SECONDS = 2.0


@pytest.fixture
def hanging_queue(site: Flask, running_queue: Running) -> Iterator[None]:
    """The queue accepts connections and says nothing."""
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
    form = {"csrf_token": linus.token("/"), **FORMS[path]}
    begun = time.monotonic()
    response = linus.post(path.format(company=company), data=form)
    assert response.status_code == 303
    assert time.monotonic() - begun < HELD_UP_SECONDS
    assert linus.get(response.location).status_code == 200
