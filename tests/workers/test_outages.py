"""Nothing that was queued is lost while the graph is away, and the log stays short."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import driver
from graph.settings import Settings
from graph.upkeep import arcadedb, migrations
from search import index
from tests import engines
from tests.company import Company, found_company
from tests.workers.conftest import eventually
from workers import company_events, events, queue

ROUNDS = 20


class Engine:
    """An engine that can go away and come back."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._engine = folder, arcadedb.prepare(folder)
        self.settings = self._engine.settings
        self.start()

    def start(self) -> None:
        self._running = engines.run(
            self._engine.command, self.settings, folder=self._folder, answers=self._engine.answers
        )

    def send(self, number: signal.Signals) -> None:
        self._running.process.send_signal(number)

    def stop(self) -> None:
        self._running.stop()


@pytest.fixture
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("engine"))
    driver.connect(engine.settings)
    driver.wait(60)
    migrations.apply()
    yield engine
    driver.close()
    engine.stop()


@pytest.fixture
def graph(engine: Engine) -> Settings:
    return engine.settings


@pytest.fixture
def company(graph: Settings) -> Company:
    return found_company()


def tell_everything(company: Company) -> None:
    """Queue tasks for the default queue and the index."""
    for _ in range(ROUNDS):
        company_events.standing_changed(company.ada.id)
        events.vote_cast(company.kafka_answer)
        events.post_retired(company.kafka_tip, "tip")


def is_done() -> bool:
    return not sum(map(queue.waiting, ("default", "index"))) and queue.unfinished() == 0


@pytest.mark.usefixtures("worker")
def test_tasks_outlast_an_engine_that_was_killed(company: Company, engine: Engine, data_folder: Path):
    engine.send(signal.SIGKILL)
    engine.stop()
    tell_everything(company)
    log = data_folder / "engine.log"
    eventually(lambda: "Tasks are waiting" in log.read_text())
    engine.start()
    eventually(is_done)
    assert {company.ada.id, company.kafka_tip} <= index.contents("posts").keys()
    said = log.read_text()
    assert said.count("Tasks are waiting") == said.count("Tasks are being done again") == 1
    assert "Traceback" not in said


@pytest.mark.usefixtures("worker")
def test_tasks_outlast_an_engine_that_hangs(company: Company, engine: Engine, data_folder: Path):
    engine.send(signal.SIGSTOP)
    tell_everything(company)
    assert not is_done()
    engine.send(signal.SIGCONT)
    eventually(is_done)
    assert {company.ada.id, company.kafka_tip} <= index.contents("posts").keys()
    assert "Traceback" not in (data_folder / "engine.log").read_text()
