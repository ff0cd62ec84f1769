"""What tasks do while something that they need is unavailable: they go back into the queue and wait."""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, cast

from celery import current_app, current_task
from celery.exceptions import Reject

from graph.errors import Unavailable
from search.engines import Away, Damaged
from workers import logs

log = logs.named(__name__)

Arguments = ParamSpec("Arguments")

FIRST_PAUSE_SECONDS = 0.5
# A process that is told to stop gets ten seconds, see webapp/operations/launcher.py. A pause has to be over by then.
LONGEST_PAUSE_SECONDS = 5.0


RESTORE = "workers.finding.indexing.restore"


class _Request(Protocol):
    called_directly: bool


class _Task(Protocol):
    request: _Request


class _App(Protocol):
    def send_task(self, name: str, *, retry: bool) -> object: ...


class _Outage:
    """How long this process has been unable to work. Its threads share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: float | None = None
        self._pauses = 0

    def wait(self, error: Exception) -> None:
        """Pause, longer each time. The first pause writes a line to the log, so an outage doesn't flood it."""
        with self._lock:
            if self._begun is None:
                self._begun = time.monotonic()
                if isinstance(error, Damaged):
                    # Only the indexer can mend that.
                    cast(_App, current_app).send_task(RESTORE, retry=False)
                log.warning("Tasks are waiting because something that they need is unavailable.", why=str(error))
            pause = min(FIRST_PAUSE_SECONDS * 2**self._pauses, LONGEST_PAUSE_SECONDS)
            self._pauses += 1
        time.sleep(pause)

    def end(self) -> None:
        """Note that a task succeeded."""
        with self._lock:
            if self._begun is not None:
                log.warning("Tasks are being done again.", after_seconds=round(time.monotonic() - self._begun))
            self._begun, self._pauses = None, 0


_outage = _Outage()


def patient(work: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make a task go back to the head of its queue after a pause if the graph or the index is unavailable.

    The pause keeps its process from taking other tasks, which would only meet the same outage. If a function calls the
    task directly, it gets the error.
    """

    @wraps(work)
    def attempt(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except (Unavailable, Away) as error:
            if cast(_Task, current_task).request.called_directly:
                raise
            _outage.wait(error)
            raise Reject(str(error), requeue=True) from error
        _outage.end()

    return attempt
