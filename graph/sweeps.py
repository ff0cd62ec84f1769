"""When each sweep last ran, so that the next one knows where to begin. A sweep catches up on missed changes."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read, write

log = logging.getLogger(__name__)

# A change may be committed a moment after its date. Sweeps overlap so that none misses it.
OVERLAP = timedelta(minutes=1)
# Sweeps run this often. If the clock was put back since the last one, changes are at least as young as this.
EVERY = timedelta(minutes=10)


@contextmanager
def since_last(name: str) -> Generator[datetime]:
    """Yield the moment since when changes may have been missed. Note the sweep as done unless the block raises."""
    begun = clock.now()
    yield _beginning(name, begun) - OVERLAP
    done(name, at=begun)


def done(name: str, *, at: datetime) -> None:
    """Note that everything up to this moment is done."""
    write("MERGE (sweep:Sweep {name: $name}) SET sweep.at = datetime($at)", name=name, at=at.isoformat())


def forget(name: str) -> None:
    """Make the next sweep start from the beginning."""
    write("MATCH (sweep:Sweep {name: $name}) DELETE sweep", name=name)


def _beginning(name: str, now: datetime) -> datetime:
    last = _last(name)
    if last > now + OVERLAP:
        log.warning("The sweep %s ran while the clock was ahead, so it starts from the beginning.", name)
        return clock.EPOCH
    return min(last, now - EVERY)


def _last(name: str) -> datetime:
    rows = read("MATCH (sweep:Sweep {name: $name}) RETURN sweep.at AS at", name=name)
    return rows[0]["at"] if rows else clock.EPOCH
