"""What every engine does: the seam behind which the index can change without anybody noticing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from search.documents import Document, Kind


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: stems with their weights, phrases and words that must or must not be there."""

    terms: dict[str, int]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A document that was found."""

    key: str
    kind: Kind
    score: float


@dataclass(frozen=True, kw_only=True)
class Found:
    """The best hits of those that may be seen, and how many of each kind there are in all."""

    hits: tuple[Hit, ...]
    counts: dict[Kind, int]


class Engine(Protocol):
    """One index in one folder. Reading is safe at any time; one process at a time may write."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, in place of those with the same keys, and make them durable together."""
        ...

    def fill(self, documents: Iterable[Document]) -> None:
        """Add documents to an index that is still empty: quicker, since there is nothing to replace."""
        ...

    def remove(self, keys: Collection[str]) -> None:
        """Forget documents; unknown keys are fine."""
        ...

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, kinds: Collection[Kind], limit: int, offset: int
    ) -> Found:
        """Return the best documents of these audiences; no kinds means every kind, no audiences (`None`) everybody's.

        Everything that may not be seen is left out before anything is counted.
        """
        ...

    def size(self) -> int:
        """Return how many documents there are."""
        ...
