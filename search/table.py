"""What the vectors stand for, on disk: who may find which thing, by which text, and the vector of each text.

A text has one vector however many things say it; a thing is hidden, moved or forgotten without waiting for any.
"""

import fcntl
import secrets
import sqlite3
import threading
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import numpy as np

from search import editions
from search.documents import Document, Kind
from search.index import Name
from search.vectors import Model

One = TypeVar("One")

# Raised by whoever changes the tables, or what is written into them.
FORMAT = 1

# Things are told apart by `change`, by which every process that holds a matrix sees what is new. What is gone stays
# as a thing without a digest, for those who have not seen yet that it went.
TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS things (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    marks TEXT NOT NULL,
    at INTEGER NOT NULL,
    digest BLOB,
    UNIQUE (name, key)
);
CREATE INDEX IF NOT EXISTS things_by_digest ON things (digest);
CREATE TABLE IF NOT EXISTS texts (
    digest BLOB PRIMARY KEY,
    text TEXT NOT NULL,
    model TEXT NOT NULL DEFAULT '',
    vector BLOB
);
CREATE INDEX IF NOT EXISTS texts_by_model ON texts (model);
CREATE TABLE IF NOT EXISTS editions (one INTEGER PRIMARY KEY CHECK (one = 1), edition TEXT NOT NULL);
"""

SQL_PLACES = 500

# What changed, in its order: (change, key, kind, audience, marks, at, vector); no vector (yet): not to be found.
Change = tuple[int, str, Kind, str, str, int, bytes | None]

# A thing as it is kept: (key, kind, audience, marks, at, digest).
Thing = tuple[str, str, str, str, int, bytes | None]


class Table:
    """One file, for both indexes and all models. Any number of processes may read and write it."""

    def __init__(self, path: Path) -> None:
        editions.hold(path.parent, path.stem)
        self._path = path
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._connection.executescript(TABLES)
        self._one = threading.Lock()

    def edition(self) -> str:
        """Return the name of this very table: one that was thrown away and begun anew has another."""
        with self._writing():
            self._connection.execute("INSERT OR IGNORE INTO editions VALUES (1, ?)", (secrets.token_hex(4),))
            [(edition,)] = self._connection.execute("SELECT edition FROM editions")
        return edition

    def put(self, name: Name, texts: Sequence[tuple[Document, str]]) -> None:
        """Write down things with their texts. What is as it was is left alone; a text that is new waits."""
        latest = {document.key: (_thing(document, text), text) for document, text in texts}
        with self._writing():
            known = self._known(name, latest)
            changed = {key: one for key, one in latest.items() if known.get(key) != one[0]}
            self._connection.executemany(
                "INSERT OR IGNORE INTO texts (digest, text) VALUES (?, ?)",
                [(thing[-1], text) for thing, text in changed.values()],
            )
            self._replace(name, [thing for thing, _ in changed.values()])
            self._forget_texts(known[key][-1] for key in changed if key in known)

    def remove(self, name: Name, keys: Collection[str]) -> None:
        """Forget things, and the texts that nothing else says. Unknown keys change nothing."""
        with self._writing():
            known = self._known(name, keys)
            self._replace(name, [(key, "", "", "", 0, None) for key in known])
            self._forget_texts(digest for *_, digest in known.values())

    def keys(self, name: Name) -> set[str]:
        """Return the keys of all things."""
        with self._one:
            rows = self._connection.execute("SELECT key FROM things WHERE name = ? AND digest IS NOT NULL", (name,))
            return {key for (key,) in rows}

    def changes(self, name: Name, model: str, *, since: int) -> list[Change]:
        """Return what changed after this change, with the vectors of this model."""
        with self._one:
            return self._connection.execute(
                """
                SELECT change, key, kind, audience, marks, at, CASE WHEN model = ? THEN vector END
                FROM things LEFT JOIN texts USING (digest)
                -- The plus keeps SQLite from reading all things of that name to find that none has changed.
                WHERE +name = ? AND change > ?
                ORDER BY change
                """,
                (model, name, since),
            ).fetchall()

    def waiting(self, model: str) -> int:
        """Return how many texts have no vector of this model yet."""
        with self._one:
            [(count,)] = self._connection.execute("SELECT count(*) FROM texts WHERE model != ?", (model,))
        return count

    def fill(self, model: Model, *, most: int) -> int:
        """Compute the vectors of so many waiting texts at most; return how many they were."""
        with self._turn():
            digests, texts = self._first(model.name, most)
            # Nobody waits for the model: neither who searches nor who writes.
            rows = model.passages(texts)
            with self._writing():
                self._connection.executemany(
                    "UPDATE texts SET model = ?, vector = ? WHERE digest = ?",
                    [
                        (model.name, row.astype(np.float16).tobytes(), digest)
                        for digest, row in zip(digests, rows, strict=True)
                    ],
                )
                self._touch(digests)
        return len(digests)

    @contextmanager
    def _turn(self) -> Generator[None]:
        """Wait until no other process computes: two would compute the same."""
        with self._path.with_suffix(".turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _writing(self) -> Generator[None]:
        with self._one:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _known(self, name: Name, keys: Iterable[str]) -> dict[str, Thing]:
        known: dict[str, Thing] = {}
        for some in _portions(keys):
            rows = self._connection.execute(
                f"""
                SELECT key, kind, audience, marks, at, digest FROM things
                WHERE name = ? AND digest IS NOT NULL AND key IN ({_places(some)})
                """,
                (name, *some),
            )
            known |= {row[0]: row for row in rows}
        return known

    def _replace(self, name: Name, things: Iterable[Thing]) -> None:
        self._connection.executemany(
            """
            INSERT OR REPLACE INTO things (name, key, kind, audience, marks, at, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [(name, *thing) for thing in things],
        )

    def _first(self, model: str, most: int) -> tuple[list[bytes], list[str]]:
        # Two ranges of the index instead of "all but"; what never had a vector comes before what has a former model's.
        with self._one:
            rows = self._connection.execute(
                """
                SELECT digest, text FROM texts WHERE model < ?1
                UNION ALL SELECT digest, text FROM texts WHERE model > ?1
                LIMIT ?2
                """,
                (model, most),
            ).fetchall()
        return [digest for digest, _ in rows], [text for _, text in rows]

    def _touch(self, digests: Iterable[bytes]) -> None:
        """Let every process see the things that say these texts anew."""
        for some in _portions(digests):
            self._connection.execute(
                f"""
                INSERT OR REPLACE INTO things (name, key, kind, audience, marks, at, digest)
                SELECT name, key, kind, audience, marks, at, digest FROM things WHERE digest IN ({_places(some)})
                """,
                some,
            )

    def _forget_texts(self, digests: Iterable[bytes | None]) -> None:
        self._connection.executemany(
            """
            DELETE FROM texts
            WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM things WHERE things.digest = ?1)
            """,
            [(digest,) for digest in digests],
        )


def _thing(document: Document, text: str) -> Thing:
    digest = blake2b(text.encode(), digest_size=16).digest()
    marks = " ".join(document.written_marks)
    return document.key, document.kind, document.audience, marks, document.moment, digest


def _portions(many: Iterable[One]) -> Iterator[tuple[One, ...]]:
    all_of_them = tuple(many)
    for begin in range(0, len(all_of_them), SQL_PLACES):
        yield all_of_them[begin : begin + SQL_PLACES]


def _places(some: Collection[object]) -> str:
    return ",".join("?" * len(some))
