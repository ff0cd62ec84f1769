"""The vectors of what is in the indexes, on disk, and what lies nearest to a question.

Like the index they are a cache: a model of another name starts with an empty folder and is filled in the background.
Comparing with all of them takes 17 ms for 100,000: below a million, no structure for finding near ones pays.
"""

import sqlite3
import threading
from collections.abc import Collection, Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np

from search import vectors
from search.documents import Document
from search.filters import NO_FILTERS, Filters
from search.index import FORMAT, Name, settings
from search.matrix import Matrix, Near
from search.vectors import Model

BATCH = 64

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS vectors (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT UNIQUE NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    marks TEXT NOT NULL,
    at INTEGER NOT NULL,
    digest BLOB NOT NULL,
    vector BLOB
);
"""


def put(name: Name, documents: Iterable[Document]) -> None:
    """Add vectors in place of those with the same keys. What says the same as before is not computed again."""
    store, remaining = _store(name), iter(documents)
    while store and (batch := list(islice(remaining, BATCH))):
        store.put(batch)


def remove(name: Name, keys: Collection[str]) -> None:
    """Forget vectors. Unknown keys change nothing."""
    store = _store(name)
    if store:
        store.remove(keys)


def keep(name: Name, keys: Collection[str]) -> None:
    """Forget the vectors of everything but these."""
    store = _store(name)
    if store:
        store.remove(store.keys() - set(keys))


def nearest(
    name: Name, words: str, *, audiences: Collection[str] | None, limit: int, filters: Filters = NO_FILTERS
) -> tuple[Near, ...]:
    """Return what means about the same as these words, nearest first, among what may be seen and is admitted.

    Empty where no model is set. No audiences (`None`) means everybody's.
    """
    store = _store(name)
    if store is None or not words.strip():
        return ()
    return store.nearest(words, audiences=audiences, filters=filters, limit=limit)


def share() -> float:
    """Return what meaning counts beside words, of 1."""
    model = vectors.model()
    return model.share if model else 0.0


def warm() -> None:
    """Load the model now: processes that are forked afterwards share its memory."""
    vectors.model()


class Store:
    """The vectors of one index by one model: a table on disk, and in memory a matrix that follows it."""

    def __init__(self, path: Path, model: Model) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._connection.executescript(TABLES)
        self._one = threading.Lock()
        self._question = lru_cache(1_000)(model.question)
        self._matrix = Matrix(model.dimensions)

    def put(self, documents: list[Document]) -> None:
        latest = {document.key: document for document in documents}
        digests = {key: _digest(document) for key, document in latest.items()}
        with self._one:
            known = self._known(latest)
            stale = [key for key in latest if known.get(key, (b"",))[0] != digests[key]]
            rows = self._model.passages([text(latest[key]) for key in stale])
            vectors = {key: row.astype(np.float16).tobytes() for key, row in zip(stale, rows, strict=True)}
            self._write(
                (*_described(document), digests[key], vectors.get(key) or known[key][1])
                for key, document in latest.items()
            )

    def remove(self, keys: Collection[str]) -> None:
        with self._one:
            self._write((key, "", "", "", 0, b"", None) for key in keys)

    def keys(self) -> set[str]:
        with self._one:
            return {key for (key,) in self._connection.execute("SELECT key FROM vectors WHERE vector IS NOT NULL")}

    def nearest(
        self, words: str, *, audiences: Collection[str] | None, limit: int, filters: Filters = NO_FILTERS
    ) -> tuple[Near, ...]:
        with self._one:
            changes = self._connection.execute(
                "SELECT change, key, kind, audience, marks, at, vector FROM vectors WHERE change > ? ORDER BY change",
                (self._matrix.change,),
            )
            self._matrix.follow(changes)
        return self._matrix.nearest(self._question(words), audiences, filters, limit, self._model.floor)

    def _known(self, keys: Collection[str]) -> dict[str, tuple[bytes, bytes]]:
        places = ",".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT key, digest, vector FROM vectors WHERE vector IS NOT NULL AND key IN ({places})", [*keys]
        )
        return {key: (digest, vector) for key, digest, vector in rows}

    def _write(self, rows: Iterable[tuple[str, str, str, str, int, bytes, bytes | None]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        # Replaced rows get a new `change`, by which every process that holds a matrix sees what is new.
        self._connection.executemany(
            """
            INSERT OR REPLACE INTO vectors (key, kind, audience, marks, at, digest, vector)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            rows,
        )
        self._connection.execute("COMMIT")


def _described(document: Document) -> tuple[str, str, str, str, int]:
    return document.key, document.kind, document.audience, " ".join(document.written_marks), document.moment


def _digest(document: Document) -> bytes:
    return blake2b(text(document).encode(), digest_size=16).digest()


def text(document: Document) -> str:
    """Return the words of a document that its vector stands for."""
    return "\n".join((document.title, " ".join(document.skills), document.body))


def _store(name: Name) -> Store | None:
    model = vectors.model()
    return _opened(settings().folder / "vectors" / model.name / f"{name}-{FORMAT}.sqlite", model) if model else None


@lru_cache(maxsize=8)
def _opened(path: Path, model: Model) -> Store:
    return Store(path, model)
