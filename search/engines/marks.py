"""The marks of a segment's documents as arrays: filtering and counting are sums over them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.documents import STANDING
from search.filters import FACETS, Field, Filters, mark

Flags = NDArray[np.bool_]


class Marks:
    """The marks of each document by its number, when it was written, and how its readers rated it."""

    def __init__(self, marks: Sequence[Collection[str]], moments: Sequence[int]) -> None:
        self._names: dict[str, int] = {}
        places = [self._names.setdefault(name, len(self._names)) for names in marks for name in names]
        self._places = np.array(places, np.intp)
        self._documents = np.repeat(np.arange(len(marks)), [len(names) for names in marks])
        self._facets = dict(_facets(self._names))
        self.moments = np.array(moments, np.int64)
        self.standings = np.zeros(len(marks), np.int64)
        for state, worth in STANDING.items():
            self.standings += worth * self._having([mark("is", state)])

    def admitted(self, filters: Filters) -> Flags:
        """Tell for each document whether the filters admit it."""
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
        for place in np.flatnonzero(counted).tolist():
            if place in self._facets:
                field, value = self._facets[place]
                facets[field][value] = int(counted[place])
        return facets

    def _having(self, group: Collection[str]) -> Flags:
        places = [self._names[name] for name in group if name in self._names]
        having = np.zeros(len(self.moments), np.bool_)
        having[self._documents[np.isin(self._places, places)]] = True
        return having


def _facets(names: Mapping[str, int]) -> Iterator[tuple[int, tuple[Field, str]]]:
    """Yield the place of each mark that is counted, with its field and value."""
    for field in FACETS:
        begins = mark(field, "")
        for written, place in names.items():
            if written.startswith(begins):
                yield place, (field, written.removeprefix(begins))
