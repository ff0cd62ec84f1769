"""The interface of all engines, which lets one engine replace another without any change elsewhere."""

import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, Protocol, cast

from search.documents import Document, Kind
from search.filters import Field, Filters

# As in Lucene: longer words may have two mistakes.
SHORT_WORD = 5


class Away(Exception):
    """The index server does not answer, or gives a wrong answer; the message says what happened, without secrets."""


class Damaged(Away):
    """The index can't be read or isn't complete, so it has to be rebuilt from the graph."""


class TookTooLong(Exception):
    """A search was stopped at its deadline so that it does not delay other searches."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A query for an engine: stems with their weights, and phrases and words that must or must not occur.

    A title with a word that begins like one of the `beginnings`, or is spelled almost like one of the `misspelt`,
    counts 1 more. Without words to rank by, the results are everything that the filters admit, newest first.
    """

    terms: Mapping[str, float]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    # By `time.monotonic()`.
    deadline: float = inf

    def hurry(self) -> None:
        """Raise `TookTooLong` after the deadline. Called before each step that may take long."""
        if time.monotonic() > self.deadline:
            raise TookTooLong

    @property
    def ranks(self) -> bool:
        """Whether there are words to rank by."""
        return bool(self.terms or self.beginnings or self.misspelt)


class Hit(NamedTuple):
    """A document that was found. `at` is in seconds since 1970; `standing` is explained in search/documents.py.

    A search makes hundreds of them, and a named tuple takes a third of a frozen dataclass's time.
    """

    key: str
    kind: Kind
    score: float
    at: int = 0
    standing: int = 0


@dataclass(frozen=True, kw_only=True)
class Found:
    """The best visible hits, and how many visible hits there are: in total, with each mark, and within each age."""

    hits: tuple[Hit, ...]
    facets: dict[Field, dict[str, int]]
    ages: dict[str, int]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many visible hits there are of each kind."""
        return cast(dict[Kind, int], self.facets.get("type", {}))

    @property
    def total(self) -> int:
        """How many visible hits there are."""
        return sum(self.counts.values())


def most_edits(word: str) -> int:
    """Return how many letters may be wrong, missing, added or swapped: one in a short word, two in a longer one."""
    return 1 if len(word) <= SHORT_WORD else 2


class Engine(Protocol):
    """One index. Reading is safe at any time; one process at a time may write. Engines on a server may raise `Away`."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, in place of those with the same keys, and make them durable together."""
        ...

    def fill(self, documents: Iterable[Document]) -> None:
        """Add documents to an index that is still empty: quicker, since there is nothing to replace."""
        ...

    def remove(self, keys: Collection[str]) -> None:
        """Remove documents. Unknown keys change nothing."""
        ...

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> Found:
        """Return the best documents that these audiences may see and the filters admit; `None` is for all audiences.

        Documents that these audiences may not see are left out before anything is counted.
        """
        ...

    def size(self) -> int:
        """Return how many documents there are."""
        ...

    def contents(self) -> dict[str, str]:
        """Return the digest of every document, by its key."""
        ...


class Keeper(Protocol):
    """Keeps an index where its engine wants it, and puts a new one in its place without a gap.

    Each index has a place: the name of a folder, or of an index on a server.
    """

    def reading(self) -> Engine:
        """Return the current index. It follows changes automatically, but not a swap, so call this every time."""
        ...

    def writing(self) -> AbstractContextManager[Engine]:
        """Give the current index, and prevent a swap until the block ends."""
        ...

    def beside(self) -> AbstractContextManager[str]:
        """Give the place for a new index, for one rebuild at a time; it is cleared if an error ends the block.

        Indexes that were swapped out earlier, or left by a killed rebuild, are cleared first.
        """
        ...

    def at(self, place: str) -> Engine:
        """Return the index in this place."""
        ...

    def swapping(self, place: str) -> AbstractContextManager[None]:
        """Make writers wait, then make this index the current one. The old one stays for its remaining readers."""
        ...

    def clear(self) -> None:
        """Remove indexes that are no longer read."""
        ...

    def built_at(self) -> float:
        """Return when the current index was built, in seconds since 1970; 0 if it never was or is gone."""
        ...

    def server(self) -> str:
        """Return the name of the server or library that keeps the index. May raise `Away`."""
        ...
