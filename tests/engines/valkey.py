"""Valkey, the queue for laptops, as tests start it."""

from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from tests import engines
from webapp.operations import processes
from webapp.operations.processes import Process
from workers import valkey


@dataclass(frozen=True, kw_only=True)
class Running:
    """A queue that answers at this URL."""

    url: str
    process: Process

    def empty(self) -> None:
        """Take out all tasks and everything that was counted."""
        with Redis.from_url(self.url.replace("redis+socket://", "unix://")) as store:
            store.flushdb()

    def stop(self) -> None:
        processes.stop(self.process, patience_seconds=engines.STOP_SECONDS)


def start(folder: Path) -> Running:
    """Start it in this folder."""
    queue = valkey.prepare(folder)
    process = engines.launch(queue.command, folder=folder)
    engines.wait_until(queue.answers, process=process, log=folder / "engine.log")
    return Running(url=queue.url, process=process)
