"""Works on records one by one, so that a bad one stops neither the others nor the sweep."""

import traceback
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from celery.exceptions import OperationalError

from graph.errors import Unavailable
from graph.upkeep import bad_records
from search.engines import Away
from workers import logs

log = logs.named(__name__)

Id = TypeVar("Id", bound=str)

# These say nothing about the record. The whole task is tried again.
OUTAGES = (Unavailable, Away, OperationalError)


def each(task: str, ids: Iterable[Id], work: Callable[[Id], object], *, kind: Callable[[str], Id]) -> None:
    """Do this for each record and for those that failed in earlier sweeps.

    `kind` turns what is stored about a failure back into an id.
    """
    failed = bad_records.of(task)
    for id in dict.fromkeys((*ids, *map(kind, failed))):
        with _by_itself(task, id, failed, OUTAGES):
            work(id)


def apart(task: str, *, ends_with: tuple[type[Exception], ...] = ()) -> Callable[[str], AbstractContextManager[None]]:
    """Return what names a record for operators if a block fails on it, and goes on.

    An outage, or an error in `ends_with`, still ends the task.
    """
    failed = bad_records.of(task)
    return lambda record: _by_itself(task, record, failed, (*OUTAGES, *ends_with))


def reason(error: Exception) -> str:
    """Return the kind of an error and where it happened. Its message is left out, because it may quote texts."""
    [*_, last] = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


@contextmanager
def _by_itself(
    task: str, record: str, failed: Collection[str], ends_with: tuple[type[Exception], ...]
) -> Generator[None]:
    try:
        yield
    except ends_with:
        raise
    except Exception as error:  # Nobody knows what is wrong with a record that is not as it should be.
        why = reason(error)
        log.warning("A record can't be processed.", record=record, work=task, why=why)
        bad_records.note(record, task=task, why=why)
    else:
        if record in failed:
            bad_records.settle(record, task=task)
