"""An index in memory that only grows. After each document, it finds what a real index of that time would have found.

Scores are those of Whoosh (search/engines/whoosh.py). Writing a real index a thousand times, once for each document,
took twenty times as long as everything else in a replay.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import islice, takewhile
from math import log

import numpy as np
from numpy.typing import NDArray

from search import analysis
from search.documents import Document
from search.engines.whoosh import K1, TITLE_WEIGHT, B


class _Field:
    """Which documents hold each term, and how often."""

    def __init__(self) -> None:
        self._documents: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._frequencies: dict[str, array[float]] = defaultdict(lambda: array("f"))

    def add(self, place: int, words: Collection[str]) -> None:
        for term, times in Counter(words).items():
            self._documents[term].append(place)
            self._frequencies[term].append(times)

    def score(self, terms: Collection[str], saturation: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sum of BM25 for each document. `saturation` is the frequency at which a term counts half."""
        scores = np.zeros_like(saturation)
        for term in terms:
            if term in self._documents:
                places = np.frombuffer(self._documents[term], np.intc)
                frequencies = np.frombuffer(self._frequencies[term], np.float32)
                gain = (K1 + 1) * _rarity(len(places), len(saturation))
                scores[places] += gain * frequencies / (frequencies + saturation[places])
        return scores


class Growing:
    """Documents by their words, in the order in which they came."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._audiences: list[str] = []
        self._lengths = array("f")
        self._all, self._titles = _Field(), _Field()

    def put(self, document: Document) -> None:
        """Add a document. Add each document only once."""
        place = len(self._keys)
        title = analysis.written(document.title)
        words = analysis.written(" \n".join((document.title, document.title, *document.skills, document.body)))
        self._all.add(place, words)
        self._titles.add(place, title)
        self._keys.append(document.key)
        self._audiences.append(document.audience)
        self._lengths.append(len(words))

    def best(self, terms: Collection[str], *, audiences: Collection[str] | None, limit: int) -> dict[str, float]:
        """Return the scores of the documents that are most like these terms, by key, best first.

        Only documents that these audiences may see count; `None` stands for all audiences.
        """
        lengths = np.frombuffer(self._lengths, np.float32)
        average = float(lengths.mean()) if len(lengths) else 1.0
        scores = self._all.score(terms, np.asarray(K1 * (1 - B + B * lengths / average), np.float32))
        scores += TITLE_WEIGHT * self._titles.score(terms, np.full(len(lengths), K1, np.float32))
        order: list[int] = np.argsort(-scores, kind="stable").tolist()
        found = takewhile(lambda place: scores[place] > 0, order)
        seen = (place for place in found if audiences is None or self._audiences[place] in audiences)
        return {self._keys[place]: float(scores[place]) for place in islice(seen, limit)}


def _rarity(having: int, count: int) -> float:
    return log(1 + (count - having + 0.5) / (having + 0.5))
