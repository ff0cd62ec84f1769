"""Vectors in memory, in the rows that a process compares."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from search.documents import Kind
from search.filters import Filters
from search.vectors import Floats

NOBODY = -1
NO_ROW = -1


@dataclass(frozen=True, kw_only=True)
class Near:
    """A thing with a similar meaning, and how near it is: the cosine, at most 1."""

    key: str
    kind: Kind
    cosine: float
    marks: frozenset[str]
    at: int


class Matrix:
    """Rows of the table in memory; `change` is the number of the last change that they include."""

    def __init__(self, dimensions: int) -> None:
        self.change = 0
        self._rows: Floats = np.zeros((1, dimensions), np.float32)
        self._places: dict[str, int] = {}
        self._keys: list[str] = []
        self._kinds: list[Kind] = []
        # As they are written. A set of them takes four times the memory, and few are ever looked at.
        self._marks: list[str] = []
        self._moments: list[int] = []
        self._audiences: dict[str, int] = {}
        self._audience_of: NDArray[np.int32] = np.full(1, NOBODY, np.int32)

    def follow(self, changes: Iterable[tuple[int, str, Kind, str, str, int, bytes | None]]) -> None:
        """Apply changes in order."""
        for change, key, kind, audience, marks, at, vector in changes:
            place = self._place(key)
            self._kinds[place], self._marks[place], self._moments[place] = kind, marks, at
            # Hide the row while it changes, because another thread may look.
            self._audience_of[place] = NOBODY
            if vector is not None:
                self._rows[place] = np.frombuffer(vector, np.float16)
                self._audience_of[place] = self._audiences.setdefault(audience, len(self._audiences))
            self.change = change

    def compare(self, question: Floats, *, floor: float) -> "Comparison":
        """Compare a question with all rows. Rows with a cosine below the floor do not count as near."""
        # Another thread may add rows meanwhile, but existing rows keep their places.
        size = min(len(self._moments), len(self._rows), len(self._audience_of))
        return Comparison(self, self._rows[:size] @ question, floor)

    def visible(self, size: int, audiences: Collection[str] | None) -> NDArray[np.bool_]:
        """Tell for each of the first rows whether these audiences may see it; `None` stands for all audiences."""
        # Copied before the audiences are counted, because another thread may add some.
        of = self._audience_of[:size].copy()
        shown = np.full(len(self._audiences) + 1, audiences is None)
        shown[[self._audiences[audience] for audience in audiences or () if audience in self._audiences]] = True
        shown[NOBODY] = False  # The last, one more than there are audiences.
        return shown[of]

    def places(self, keys: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows of these keys, or -1 for a key without a meaningful vector."""
        places = np.array([self._places.get(key, NO_ROW) for key in keys], np.intp)
        places[self._audience_of[places] == NOBODY] = NO_ROW
        return places

    def is_wanted(self, place: int, filters: Filters) -> bool:
        """Tell whether the filters admit this row."""
        return filters.admit(self._marks_of(place), self._moments[place])

    def near(self, place: int, cosine: float) -> Near:
        """Return the thing in this row."""
        return Near(
            key=self._keys[place],
            kind=self._kinds[place],
            cosine=cosine,
            marks=self._marks_of(place),
            at=self._moments[place],
        )

    def _marks_of(self, place: int) -> frozenset[str]:
        return frozenset(self._marks[place].split())

    def _place(self, key: str) -> int:
        if key not in self._places:
            self._places[key] = len(self._keys)
            self._keys.append(key)
            self._kinds.append("question")
            self._marks.append("")
            # Added last, because its length is the number of rows.
            self._moments.append(0)
            if len(self._keys) > len(self._rows):
                self._grow()
        return self._places[key]

    def _grow(self) -> None:
        more = max(len(self._rows), 1_000)
        self._rows = np.concatenate([self._rows, np.zeros((more, self._rows.shape[1]), np.float32)])
        self._audience_of = np.concatenate([self._audience_of, np.full(more, NOBODY, np.int32)])


class Comparison:
    """How near a text is to every row. It is computed once for any number of audiences and filters."""

    def __init__(self, matrix: Matrix, cosines: Floats, floor: float) -> None:
        self._matrix = matrix
        self._cosines = cosines
        self._floor = floor

    def nearest(self, audiences: Collection[str] | None, filters: Filters, limit: int) -> tuple[Near, ...]:
        """Return near things that are visible and pass the filters, nearest first; `None` stands for all audiences."""
        size = len(self._cosines)
        cosines = np.where(self._matrix.visible(size, audiences), self._cosines, -1)
        # Filters are checked row by row, nearest first, until there are enough results.
        most = size if filters else limit
        best = np.argsort(-cosines, kind="stable")[:most] if size <= most else _top(cosines, most)
        places: list[int] = best[cosines[best] >= self._floor].tolist()
        wanted = (place for place in places if self._matrix.is_wanted(place, filters)) if filters else places
        return tuple(self._matrix.near(place, float(cosines[place])) for place in islice(wanted, limit))

    def cosines(self, keys: Iterable[str]) -> Floats:
        """Return how near each of these things is; NaN if it has no vector yet. This does not check audiences."""
        places = self._matrix.places(keys)
        cosines = np.full(len(places), np.nan, np.float32)
        # Another thread may have added rows since they were compared.
        known = (places != NO_ROW) & (places < len(self._cosines))
        cosines[known] = self._cosines[places[known]]
        return cosines


def _top(cosines: Floats, limit: int) -> NDArray[np.intp]:
    some = np.sort(np.argpartition(-cosines, limit)[:limit])
    return some[np.argsort(-cosines[some], kind="stable")]
