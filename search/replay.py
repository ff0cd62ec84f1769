"""An index that grows document by document, as the site's own did, to see what it would have found in the past."""

from collections.abc import Collection, Iterable
from itertools import islice

import numpy as np

from search import meaning, query, vectors
from search.documents import Document
from search.filters import NO_FILTERS
from search.growing import Growing
from search.matrix import Matrix, Near
from search.query import Vote

BATCH = 64


class Replay:
    """Evidence in memory, found by its words and its meaning."""

    def __init__(self) -> None:
        self._words = Growing()
        self._model = vectors.model()
        self._matrix = Matrix(self._model.dimensions) if self._model else None

    def put(self, documents: Iterable[Document]) -> None:
        """Add the next documents. Add each document only once."""
        remaining = iter(documents)
        while batch := list(islice(remaining, BATCH)):
            for document in batch:
                self._words.put(document)
            self._compare(batch)

    def vote(
        self, words: str, *, audiences: Collection[str] | None = None, limit: int = query.VOTES
    ) -> tuple[Vote, ...]:
        """Return the votes that `query.vote` would have returned when only these documents existed."""
        near: tuple[Near, ...] = ()
        if self._model and self._matrix:
            question = self._model.question(words[: query.LONGEST_CHARACTERS])
            near = self._matrix.compare(question, floor=self._model.floor).nearest(audiences, NO_FILTERS, limit)
        return query.votes(self._words.best(query.telling(words), audiences=audiences, limit=limit), near)

    def _compare(self, documents: list[Document]) -> None:
        if self._model and self._matrix:
            rows = self._model.passages([meaning.text(document) for document in documents])
            self._matrix.follow(
                (self._matrix.change + place, document.key, document.kind, document.audience, "", 0, _packed(row))
                for place, (document, row) in enumerate(zip(documents, rows, strict=True), start=1)
            )


def _packed(row: vectors.Floats) -> bytes:
    return row.astype(np.float16).tobytes()
