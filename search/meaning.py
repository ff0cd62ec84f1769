"""Finds the visible things that are nearest to a question in meaning.

Like the index, this is a cache of the graph, but slower to fill: a thing that is written down is found by its meaning
once `fill` has computed its vector, but hiding, moving or removing it takes effect immediately. If a site changes its
model, `fill` computes the vectors again, and until then things are found by their words.

Comparing with 100,000 vectors takes 17 ms. Below a million, a nearest-neighbour index is not worth it.
"""

import sqlite3
import threading
import time
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path

from search import table, vectors
from search.documents import Document
from search.filters import NO_FILTERS, Filters
from search.index import Name, settings
from search.matrix import Comparison, Matrix, Near
from search.table import Table
from search.vectors import MOST_CHARACTERS, Floats, Model

# How many things are written down together.
BATCH = 64

# How many vectors are computed together: about as many as a slow model manages in half a second.
FEW = 4

CHANGES_AT_ONCE = 500
KEPT_QUESTIONS = 1_000


def put(name: Name, documents: Iterable[Document]) -> None:
    """Write down things in place of those with the same keys. New texts wait for their vectors."""
    here, remaining = _table(), iter(documents)
    while batch := list(islice(remaining, BATCH)):
        here.put(name, [(document, text(document)) for document in batch])


def remove(name: Name, keys: Collection[str]) -> None:
    """Remove things. Unknown keys change nothing."""
    _table().remove(name, keys)


def keys(name: Name) -> set[str]:
    """Return the keys of everything written down."""
    return _table().keys(name)


def purge() -> None:
    """Write the file anew, without what was removed from it."""
    _table().purge()


def fill(*, seconds: float) -> int:
    """Compute vectors for about this many seconds and return how many; 0 if no text waits or no model is set."""
    model, end, count = vectors.model(), time.monotonic() + seconds, 0
    while model and (computed := _table().fill(model, most=FEW)):
        count += computed
        if time.monotonic() >= end:
            break
    return count


def waiting() -> int:
    """Return how many texts wait for their vectors; 0 where no model is set."""
    model = vectors.model()
    return _table().waiting(model.name) if model else 0


def edition() -> str:
    """Return the name of the current table. A table that replaces a deleted one has another name and is empty."""
    return f"{table.FORMAT}-{_table().edition()}"


def nearest(
    name: Name, words: str, *, audiences: Collection[str] | None, limit: int, filters: Filters = NO_FILTERS
) -> tuple[Near, ...]:
    """Return things that mean about the same as these words, nearest first, if they are visible and pass the filters.

    Empty where no model is set. `None` stands for all audiences.
    """
    compared = compare(name, words)
    return compared.nearest(audiences, filters, limit) if compared else ()


def compare(name: Name, words: str) -> Comparison | None:
    """Compare these words with everything; `None` where no model is set, or there are no words."""
    model = vectors.model()
    if model is None or not words.strip():
        return None
    return _view(name, model).matrix().compare(_question(model, words), floor=model.floor)


def warm() -> None:
    """Load the model now, so that processes forked afterwards share its memory."""
    vectors.model()


class View:
    """The vectors of one index by one model as this process holds them in memory."""

    def __init__(self, here: Table, name: Name, model: Model) -> None:
        self._table, self._model = here, model.name
        self._name: Name = name
        self._one = threading.Lock()
        self._matrix = Matrix(model.dimensions)

    def matrix(self) -> Matrix:
        """Return the vectors with every change so far."""
        with self._one:
            # A few at a time, because a process never gives back the memory of all at once.
            while new := self._table.changes(self._name, self._model, since=self._matrix.change, most=CHANGES_AT_ONCE):
                self._matrix.follow(new)
        return self._matrix


def text(document: Document) -> str:
    """Return the words of a document that its vector represents. A person's name is left out: it has no meaning."""
    if document.kind == "person":
        return " ".join((*document.skills, document.body)).strip()[:MOST_CHARACTERS]
    return "\n".join((document.title, " ".join(document.skills), document.body))[:MOST_CHARACTERS]


def place() -> Path:
    """Return the path of the file that holds all of this."""
    return settings().folder / f"meaning-{table.FORMAT}.sqlite"


def _table() -> Table:
    return _opened(place())


@lru_cache(maxsize=8)
def _opened(path: Path) -> Table:
    try:
        return Table(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        # It can't be read, so it counts as missing. A new one is filled from the graph by the next sweep.
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
        return Table(path)


def _view(name: Name, model: Model) -> View:
    return _viewed(_table(), name, model)


@lru_cache(maxsize=8)
def _viewed(here: Table, name: Name, model: Model) -> View:
    return View(here, name, model)


@lru_cache(KEPT_QUESTIONS)
def _question(model: Model, words: str) -> Floats:
    return model.question(words)
