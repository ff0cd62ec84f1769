"""A real queue and a real worker for the tests of work after the response."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph.settings import Settings
from search.engines import Damaged
from tests import engines
from webapp.operations import processes
from webapp.operations.processes import Process
from workers import valkey

PATIENCE_SECONDS = 60

ROOT = Path(__file__).parents[2]

# The modules that processes in the Procfile load, each with the queues that its process serves.
SERVED = {
    module: given["--queues"].split(",")
    for given in (dict(pairwise(line.split())) for line in (ROOT / "Procfile").read_text().splitlines())
    if "--include" in given
    for module in given["--include"].split(",")
}


@pytest.fixture(scope="session", autouse=True)
def queue_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of this run's queue. There is only one, because a process keeps the address that it read first."""
    folder = tmp_path_factory.mktemp("queue")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GUILDHALL_QUEUE_URL", valkey.prepare(folder).url)
        yield folder


@pytest.fixture
def queue(queue_folder: Path) -> Iterator[Process]:
    """A running, empty queue."""
    shutil.rmtree(queue_folder / "appendonlydir", ignore_errors=True)
    process = start_queue(queue_folder)
    yield process
    processes.stop(process, patience_seconds=PATIENCE_SECONDS)


@pytest.fixture
def worker(graph: Settings, queue: Process, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """A worker that takes every task, ready to work."""
    monkeypatch.setenv("GUILDHALL_GRAPH_URL", graph.url)
    monkeypatch.setenv("GUILDHALL_GRAPH_USER", graph.user)
    monkeypatch.setenv("GUILDHALL_GRAPH_PASSWORD", graph.password)
    monkeypatch.setenv("GUILDHALL_GRAPH_DATABASE", graph.database)
    command = (sys.executable, "-m", "celery", "--app", "workers.app", "worker", "--include", ",".join(SERVED))
    command = (*command, "--queues", "default,index,meaning,media,pictures")
    process = engines.launch((*command, "--concurrency", "1", "--loglevel", "info"), folder=data_folder)
    eventually(lambda: " ready." in (data_folder / "engine.log").read_text())
    yield process
    processes.stop(process, patience_seconds=PATIENCE_SECONDS)


def start_queue(folder: Path) -> Process:
    """Start the queue in this folder."""
    queue = valkey.prepare(folder)
    process = engines.launch(queue.command, folder=folder)
    engines.wait_until(queue.answers, process=process, log=folder / "engine.log")
    return process


def eventually(claim: Callable[[], object]) -> float:
    """Wait until something is true, and return the seconds that it took. Fails after a minute.

    A worker that starts builds the index first, and until then a search says so.
    """
    begun = time.monotonic()
    while not _holds(claim):
        assert time.monotonic() - begun < PATIENCE_SECONDS, "It did not happen."
        time.sleep(0.02)
    return time.monotonic() - begun


def _holds(claim: Callable[[], object]) -> bool:
    try:
        return bool(claim())
    except Damaged:
        return False
