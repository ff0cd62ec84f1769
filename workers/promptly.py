"""Queues what follows from an event. If something is away, the sweeps do it later.

What the view did is saved by then, so it must not fail or wait.
"""

from collections.abc import Generator
from contextlib import contextmanager

from celery.exceptions import OperationalError

from graph.errors import Unavailable
from workers import logs
from workers.app import Queueable

log = logs.named(__name__)


def queue(id: str, *tasks: Queueable) -> None:
    """Queue tasks for a record, in this order."""
    with or_later(id):
        for task in tasks:
            task.apply_async((id,), retry=False)


@contextmanager
def or_later(id: str) -> Generator[None]:
    """Leave the work of the block to the sweeps if the queue or the graph is away."""
    try:
        yield
    except OperationalError:
        log.warning("The queue isn't responding. The next sweep will catch up.", id=id)
    except Unavailable:
        log.warning("The graph isn't responding. The next sweep will catch up.", id=id)
