"""When each kind of catching up was last done, so that the next one knows where to begin."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read, write

# What was committed a moment after it was dated must not fall between two sweeps.
OVERLAP = timedelta(minutes=1)


@contextmanager
def since_last(name: str) -> Generator[datetime]:
    """Give the moment from which on changes may have been missed; note success if no error ends the block."""
    begun = clock.now()
    yield _last(name) - OVERLAP
    done(name, at=begun)


def done(name: str, *, at: datetime) -> None:
    """Note that everything up to this moment has been taken care of."""
    write("MERGE (sweep:Sweep {name: $name}) SET sweep.at = datetime($at)", name=name, at=at.isoformat())


def forget(name: str) -> None:
    """Begin from the beginning the next time."""
    write("MATCH (sweep:Sweep {name: $name}) DELETE sweep", name=name)


def _last(name: str) -> datetime:
    rows = read("MATCH (sweep:Sweep {name: $name}) RETURN sweep.at AS at", name=name)
    return rows[0]["at"] if rows else clock.EPOCH
