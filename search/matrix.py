"""Vectors in memory, row by row, as a process compares them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from search.documents import Kind
from search.filters import Filters
from search.vectors import Floats

NOBODY = -1


@dataclass(frozen=True, kw_only=True)
class Near:
    """Something whose meaning is near, and how near: the cosine, at most 1."""

    key: str
    kind: Kind
    cosine: float
    marks: frozenset[str]
    at: int


class Matrix:
    """Rows of the table in memory; `change` is the last that it has seen."""

    def __init__(self, dimensions: int) -> None:
        self.change = 0
        self._rows: Floats = np.zeros((0, dimensions), np.float32)
        self._places: dict[str, int] = {}
        self._keys: list[str] = []
        self._kinds: list[Kind] = []
        self._marks: list[frozenset[str]] = []
        self._moments: list[int] = []
        self._audiences: dict[str, int] = {}
        self._audience_of: NDArray[np.int32] = np.zeros(0, np.int32)

    def follow(self, changes: Iterable[tuple[int, str, Kind, str, str, int, bytes | None]]) -> None:
        """Take in what changed, in its order."""
        for change, key, kind, audience, marks, at, vector in changes:
            place = self._place(key)
            self._kinds[place], self._marks[place], self._moments[place] = kind, frozenset(marks.split()), at
            # Whose row is being changed is nobody's: another thread may look.
            self._audience_of[place] = NOBODY
            if vector is not None:
                self._rows[place] = np.frombuffer(vector, np.float16)
                self._audience_of[place] = self._audiences.setdefault(audience, len(self._audiences))
            self.change = change

    def nearest(
        self, question: Floats, audiences: Collection[str] | None, filters: Filters, limit: int, floor: float
    ) -> tuple[Near, ...]:
        """Return the rows nearest to this one that may be seen and are wanted, if they are nearer than the floor."""
        # Another thread may add rows meanwhile; those that are there stay where they are.
        size = min(len(self._moments), len(self._rows), len(self._audience_of))
        cosines = self._rows[:size] @ question
        cosines[~self._visible(size, audiences)] = -1
        # What filters admit is asked row by row, in the order of nearness, until there is enough.
        most = size if filters else limit
        best = np.argsort(-cosines, kind="stable")[:most] if size <= most else _top(cosines, most)
        places = (place for place in best[cosines[best] >= floor].tolist() if self._is_wanted(place, filters))
        return tuple(self._near(place, float(cosines[place])) for place in islice(places, limit))

    def cosines(self, question: Floats, keys: Iterable[str]) -> dict[str, float]:
        """Return how near these are, without those that have no row."""
        places = {key: self._places[key] for key in keys if key in self._places}
        known = {key: place for key, place in places.items() if self._audience_of[place] != NOBODY}
        rows = self._rows[list(known.values())] @ question
        return dict(zip(known, rows.tolist(), strict=True))

    def _is_wanted(self, place: int, filters: Filters) -> bool:
        return not filters or filters.admit(self._marks[place], self._moments[place])

    def _near(self, place: int, cosine: float) -> Near:
        return Near(
            key=self._keys[place],
            kind=self._kinds[place],
            cosine=cosine,
            marks=self._marks[place],
            at=self._moments[place],
        )

    def _visible(self, size: int, audiences: Collection[str] | None) -> NDArray[np.bool_]:
        of = self._audience_of[:size]
        if audiences is None:
            return of != NOBODY
        return np.isin(of, [self._audiences[audience] for audience in audiences if audience in self._audiences])

    def _place(self, key: str) -> int:
        if key not in self._places:
            self._places[key] = len(self._keys)
            self._keys.append(key)
            self._kinds.append("question")
            self._marks.append(frozenset())
            # Last, since its length says how many rows there are.
            self._moments.append(0)
            if len(self._keys) > len(self._rows):
                self._grow()
        return self._places[key]

    def _grow(self) -> None:
        more = max(len(self._rows), 1_000)
        self._rows = np.concatenate([self._rows, np.zeros((more, self._rows.shape[1]), np.float32)])
        self._audience_of = np.concatenate([self._audience_of, np.full(more, NOBODY, np.int32)])


def _top(cosines: Floats, limit: int) -> NDArray[np.intp]:
    some = np.sort(np.argpartition(-cosines, limit)[:limit])
    return some[np.argsort(-cosines[some], kind="stable")]
