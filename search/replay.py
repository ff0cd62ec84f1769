"""An index that grows document by document, as the site's own grew: to ask it what it would have found in the past."""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from types import TracebackType
from typing import Self

import numpy as np

from search import index, meaning, query, vectors
from search.documents import Document
from search.filters import NO_FILTERS
from search.matrix import Matrix, Near
from search.query import Vote

BATCH = 64


class Replay:
    """An index of evidence and its vectors, both gone at the end. A second one waits for the first."""

    def __enter__(self) -> Self:
        self._held = ExitStack()
        self._engine = self._held.enter_context(index.passing())
        self._model = vectors.model()
        self._matrix = Matrix(self._model.dimensions) if self._model else None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._held.__exit__(kind, error, traceback)

    def put(self, documents: Iterable[Document]) -> None:
        """Add what was written next. Each document comes once."""
        fresh = list(documents)
        if fresh:
            self._engine.put(fresh)
            self._compare(fresh)

    def vote(self, words: str, *, limit: int = query.VOTES) -> tuple[Vote, ...]:
        """Return what `query.vote` would have returned when only these documents were there."""
        near: tuple[Near, ...] = ()
        if self._model and self._matrix:
            question = self._model.question(words[: query.LONGEST_CHARACTERS])
            near = self._matrix.nearest(question, None, NO_FILTERS, limit, self._model.floor)
        return query.votes(self._engine, words, near, limit=limit)

    def _compare(self, documents: Iterable[Document]) -> None:
        remaining = iter(documents)
        while self._model and self._matrix and (batch := list(islice(remaining, BATCH))):
            rows = self._model.passages([meaning.text(document) for document in batch])
            self._matrix.follow(
                (self._matrix.change + place, document.key, document.kind, document.audience, "", 0, _packed(row))
                for place, (document, row) in enumerate(zip(batch, rows, strict=True), start=1)
            )


def _packed(row: vectors.Floats) -> bytes:
    return row.astype(np.float16).tobytes()
