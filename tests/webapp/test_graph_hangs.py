"""While the graph hangs, people get a page that says so, with everything they typed, and soon."""

import signal
import time
from collections.abc import Callable, Iterator

import pytest

from graph import driver
from graph.settings import Settings
from graph.viewers import Viewer
from tests.company import Company
from tests.engines import Running
from tests.webapp.client import Browser

HELD_UP_SECONDS = 25.0
PATIENCE_SECONDS = 5.0


@pytest.fixture
def hang(graph: Settings, started: dict[str, Running]) -> Iterator[Callable[[], None]]:
    """Return a function after which the graph accepts connections and says nothing."""
    [engine] = [it for it in started.values() if it.settings == graph]

    def stop() -> None:
        engine.process.send_signal(signal.SIGSTOP)

    # As gunicorn.conf.py does, before any connection is open.
    driver.expect_answers_within(PATIENCE_SECONDS)
    driver.connect(graph)
    yield stop
    engine.process.send_signal(signal.SIGCONT)
    driver.expect_answers_within(driver.SILENT_SECONDS)
    driver.connect(graph)


def test_what_linus_typed_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, hang: Callable[[], None]
) -> None:
    linus = as_(company.linus)
    form = {"csrf_token": linus.token(), "title": "Still there?", "body": "A long story.", "skills": "Kafka"}
    hang()
    begun = time.monotonic()
    response = linus.post("/questions", data=form)
    assert time.monotonic() - begun < HELD_UP_SECONDS
    assert response.status_code == 503
    assert "A long story." in response.text
    assert "Try again" in response.text


def test_a_process_is_alive_and_says_that_the_site_is_not_ready(stranger: Browser, hang: Callable[[], None]) -> None:
    hang()
    assert stranger.get("/health").status_code == 200
    ready = stranger.get("/ready")
    assert (ready.status_code, "graph: away" in ready.text) == (503, True)
