"""Computes vectors for things that are already found by their words. Tasks that wait for the index go first."""

from graph import sweeps
from graph.finding import index_entries
from search import meaning
from workers import queue
from workers.app import later, task
from workers.finding import entries, indexing

SLICE_SECONDS = 0.5


@task
def fill() -> None:
    """Compute vectors for half a second, then queue the rest, which is done when nothing waits for the index."""
    if meaning.fill(seconds=SLICE_SECONDS) and not queue.waiting("meaning"):
        later("finding.vectors.fill")


@task
def sweep() -> None:
    """Write down what changed since the last sweep, or everything for a new table, and compute missing vectors."""
    with sweeps.since_last(f"meaning {meaning.edition()}") as since:
        for kind in index_entries.KEYS:
            keys = index_entries.changed(kind, since=since)
            for name, kinds in indexing.INDEXES.items():
                if kind in kinds:
                    meaning.put(name, entries.documents([kind], keys))
    later("finding.vectors.fill")
