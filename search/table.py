"""The table of vectors on disk: who may find which thing, by which text, and the vector of each text.

A text has one vector even if several things share it. Hiding, moving or removing a thing never waits for a vector.
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

# Increase this when you change the tables, or the values written into them.
FORMAT = 1

# `change` numbers every change, so that each process with a matrix sees what is new. A removed thing stays as a row
# without a digest, for processes that have not seen the removal yet.
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

# A change: (change, key, kind, audience, marks, at, vector). A thing without a vector (yet) cannot be found.
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
        """Return the name of this table. If it is deleted and created again, the new table has another name."""
        with self._writing():
            self._connection.execute("INSERT OR IGNORE INTO editions VALUES (1, ?)", (secrets.token_hex(4),))
            [(edition,)] = self._connection.execute("SELECT edition FROM editions")
        return edition

    def put(self, name: Name, texts: Sequence[tuple[Document, str]]) -> None:
        """Write down things with their texts. Unchanged things are left alone; new texts wait for their vectors."""
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
        """Remove things, and texts that no other thing uses. Unknown keys change nothing."""
        with self._writing():
            known = self._known(name, keys)
            self._replace(name, [(key, "", "", "", 0, None) for key in known])
            self._forget_texts(digest for *_, digest in known.values())

    def purge(self) -> None:
        """Write the file anew: SQLite leaves what was removed in it until it needs the space."""
        with self._one:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def keys(self, name: Name) -> set[str]:
        """Return the keys of all things."""
        with self._one:
            rows = self._connection.execute("SELECT key FROM things WHERE name = ? AND digest IS NOT NULL", (name,))
            return {key for (key,) in rows}

    def changes(self, name: Name, model: str, *, since: int, most: int) -> list[Change]:
        """Return the next changes after the one with this number, in order, with the vectors of this model."""
        with self._one:
            return self._connection.execute(
                """
                SELECT change, key, kind, audience, marks, at, CASE WHEN model = ? THEN vector END
                FROM things LEFT JOIN texts USING (digest)
                -- The plus keeps SQLite from reading all things of that name to find that none has changed.
                WHERE +name = ? AND change > ?
                ORDER BY change
                LIMIT ?
                """,
                (model, name, since, most),
            ).fetchall()

    def waiting(self, model: str) -> int:
        """Return how many texts have no vector of this model yet."""
        with self._one:
            [(count,)] = self._connection.execute("SELECT count(*) FROM texts WHERE model != ?", (model,))
        return count

    def fill(self, model: Model, *, most: int) -> int:
        """Compute the vectors of at most this many waiting texts; return how many were computed."""
        with self._turn():
            digests, texts = self._first(model.name, most)
            # The model runs outside the transaction, so that neither searches nor writes wait for it.
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
        """Wait until no other process computes vectors, because two would compute the same ones."""
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
        # Two index ranges instead of "all but". Texts that never had a vector come before those with an old model's.
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
        """Make every process read the things with these texts again."""
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
