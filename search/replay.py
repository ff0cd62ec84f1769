"""An index that grows document by document, as the site's own grew: to ask it what it would have found in the past."""

import shutil
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from search import meaning, query, vectors
from search.documents import Document
from search.filters import NO_FILTERS
from search.index import ENGINES, settings
from search.matrix import Matrix, Near
from search.query import Vote

BATCH = 64


class Replay:
    """An index of evidence and its vectors, in a folder of its own that is gone at the end."""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="replay-"))
        self._engine = ENGINES[settings().engine](self._folder)
        self._model = vectors.model()
        self._matrix = Matrix(self._model.dimensions) if self._model else None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder)

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
