"""The graph and the queue that a process works with: those that its environment names, otherwise embedded ones."""

import os
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings as GraphSettings
from graph.upkeep import arcadedb as embedded_graph
from webapp.operations import data_folder, processes
from workers import valkey as embedded_queue

START_SECONDS = 60
STOP_SECONDS = 10


class NotStarted(Exception):
    """A store ended or did not answer in time."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """An embedded engine: how to run it, and whether it answers."""

    name: str
    command: tuple[str, ...]
    answers: Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Stores:
    """The embedded engines to run (none if the environment names servers), and how programs find the stores."""

    embedded: tuple[Store, ...]
    environment: Mapping[str, str]


def prepare(folder: Path, env: Mapping[str, str]) -> Stores:
    """Return what has to run for a site in this folder. Only call this while no site runs there."""
    environment = _common(folder, env)
    embedded: list[Store] = []
    if not env.get("GUILDHALL_GRAPH_URL"):
        engine = embedded_graph.prepare(folder / "graph")
        environment |= _graph_variables(engine.settings)
        embedded.append(Store(name="graph", command=engine.command, answers=engine.answers))
    if not env.get("GUILDHALL_QUEUE_URL"):
        queue = embedded_queue.prepare(folder / "queue")
        environment |= {"GUILDHALL_QUEUE_URL": queue.url}
        embedded.append(Store(name="queue", command=queue.command, answers=queue.answers))
    return Stores(embedded=tuple(embedded), environment=environment)


def running(folder: Path, env: Mapping[str, str]) -> Mapping[str, str]:
    """Return how programs find the stores of the site that is running in this folder."""
    environment = _common(folder, env)
    if not env.get("GUILDHALL_GRAPH_URL"):
        environment |= _graph_variables(embedded_graph.settings(folder / "graph"))
    if not env.get("GUILDHALL_QUEUE_URL"):
        environment |= {"GUILDHALL_QUEUE_URL": embedded_queue.prepare(folder / "queue").url}
    return environment


def wait(store: Store, process: processes.Process, *, meanwhile: Callable[[float], None] = time.sleep) -> None:
    """Wait until the store answers. Meanwhile, call `meanwhile` with a number of seconds. Raises `NotStarted`."""
    deadline = time.monotonic() + START_SECONDS
    while not store.answers():
        if process.poll() is not None:
            raise NotStarted(f"The {store.name} exited with code {process.returncode} right after it started.")
        if time.monotonic() > deadline:
            raise NotStarted(f"The {store.name} didn't respond within {START_SECONDS} seconds.")
        meanwhile(0.05)


@contextmanager
def opened() -> Generator[None]:
    """Let a command use the stores of the running site or, if none runs, start stores for as long as it takes."""
    folder = data_folder.path(os.environ)
    with ExitStack() as stack:
        try:
            stack.enter_context(data_folder.held(folder))
        except data_folder.Taken:
            os.environ.update(running(folder, os.environ))
        else:
            stores = prepare(folder, os.environ)
            for store in stores.embedded:
                _start(store, folder, stack)
            os.environ.update(stores.environment)
        yield


def _start(store: Store, folder: Path, stack: ExitStack) -> None:
    with (folder / "stores.log").open("ab") as log:
        process = processes.start(store.command, environment=os.environ, output=log)
    stack.callback(processes.stop, process, patience_seconds=STOP_SECONDS)
    wait(store, process)


def _common(folder: Path, env: Mapping[str, str]) -> dict[str, str]:
    return {
        "GUILDHALL_DATA_DIR": str(folder),
        "GUILDHALL_SECRET_KEY": env.get("GUILDHALL_SECRET_KEY") or data_folder.secret_key(folder),
    }


def _graph_variables(settings: GraphSettings) -> dict[str, str]:
    return {
        "GUILDHALL_GRAPH_URL": settings.url,
        "GUILDHALL_GRAPH_USER": settings.user,
        "GUILDHALL_GRAPH_PASSWORD": settings.password,
        "GUILDHALL_GRAPH_DATABASE": settings.database,
    }
