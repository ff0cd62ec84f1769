"""The marks of a segment's documents as arrays: filtering and counting are sums over them."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from search.documents import STANDING
from search.filters import FACETS, Field, Filters, mark

Flags = NDArray[np.bool_]


class Marks:
    """What marks each document has, by its number, when it was written, and how its readers found it."""

    def __init__(self, marks: Sequence[Collection[str]], moments: Sequence[int]) -> None:
        self._names: dict[str, int] = {}
        places = [self._names.setdefault(name, len(self._names)) for names in marks for name in names]
        self._places = np.array(places, np.intp)
        self._documents = np.repeat(np.arange(len(marks)), [len(names) for names in marks])
        self._counted = [(place, name) for name, place in self._names.items() if name.partition(":")[0] in FACETS]
        self.moments = np.array(moments, np.int64)
        self.standings = np.zeros(len(marks), np.int64)
        for state, worth in STANDING.items():
            self.standings += worth * self._having([mark("is", state)])

    def admitted(self, filters: Filters) -> Flags:
        """Tell of each document whether the filters admit it."""
        admitted = np.ones(len(self.moments), np.bool_)
        if filters.since is not None:
            admitted &= self.moments >= filters.since
        if filters.until is not None:
            admitted &= self.moments < filters.until
        for group in filters.groups():
            admitted &= self._having(group)
        return admitted

    def count(self, matches: Flags) -> dict[Field, Counter[str]]:
        """Return how many of these documents have each value of each facet."""
        counted = np.bincount(self._places[matches[self._documents]], minlength=len(self._names))
        facets: dict[Field, Counter[str]] = {name: Counter() for name in FACETS}
        for place, name in self._counted:
            if counted[place]:
                field, _, value = name.partition(":")
                facets[field][value] = int(counted[place])  # pyright: ignore[reportArgumentType]
        return facets

    def _having(self, group: Collection[str]) -> Flags:
        places = [self._names[name] for name in group if name in self._names]
        having = np.zeros(len(self.moments), np.bool_)
        having[self._documents[np.isin(self._places, places)]] = True
        return having
