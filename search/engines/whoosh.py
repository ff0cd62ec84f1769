"""Whoosh: pure Python, nothing to install, good up to some ten thousand posts.

Scores are summed here, term by term, and not by Whoosh's own search, which walks all terms side by side, document by
document: that is made to skip what cannot win, but we count every match, so it would only cost twice the time.
"""

# Whoosh ships few types; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportPrivateImportUsage=false, reportUnknownParameterType=false, reportAttributeAccessIssue=false, reportOperatorIssue=false, reportOptionalIterable=false

import heapq
import threading
import time
from collections import Counter
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from whoosh import fields, index, query
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter, LockError

from search.analysis import analyzer
from search.documents import Document, Kind
from search.engines import Found, Hit, Wanted

# A title says what a post is about: its words count twice in `all`, and .3 of once more by themselves.
TITLE_WEIGHT = 0.3
MOST_BOOST = 3
K1, B = 1.2, 0.75

PUT_MEGABYTES = 32
FILL_MEGABYTES = 192

# Whoosh locks the whole index for its single writer; a command and the indexer wait for each other.
LOCK_PAUSE_SECONDS = 0.05

SCHEMA = fields.Schema(
    key=fields.ID(unique=True, stored=True),
    kind=fields.ID,
    audience=fields.ID,
    all=fields.TEXT(analyzer=analyzer(), phrase=True),
    title=fields.TEXT(analyzer=analyzer(), phrase=False),
)


@dataclass(frozen=True, kw_only=True)
class _Snapshot:
    """What is asked of every version of the index again and again, kept until the next: numbers are documents'."""

    version: int
    kinds: dict[int, Kind]
    audiences: dict[int, str]
    lengths: list[float]


class Whoosh:
    """One index in one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        exists = index.exists_in(str(folder))
        self._index = index.open_dir(str(folder)) if exists else index.create_in(str(folder), SCHEMA)
        # A searcher holds open files and must not be shared by threads.
        self._own = threading.local()
        self._last: _Snapshot | None = None

    def put(self, documents: Iterable[Document]) -> None:
        with self._writing(PUT_MEGABYTES) as writer:
            for document in documents:
                writer.update_document(**_row(document))

    def fill(self, documents: Iterable[Document]) -> None:
        with self._writing(FILL_MEGABYTES) as writer:
            for document in documents:
                writer.add_document(**_row(document))

    def remove(self, keys: Collection[str]) -> None:
        with self._writing(PUT_MEGABYTES) as writer:
            for key in keys:
                writer.delete_by_term("key", key)

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, kinds: Collection[Kind], limit: int, offset: int
    ) -> Found:
        searcher = self._searcher()
        snapshot = self._snapshot(searcher)
        scores = _scores(searcher, wanted, snapshot.lengths)
        visible = {
            number: score
            for number, score in scores.items()
            if (audiences is None or snapshot.audiences[number] in audiences)
        }
        for number in _excluded(searcher, wanted, visible):
            del visible[number]
        chosen = [number for number in visible if not kinds or snapshot.kinds[number] in kinds]
        best = heapq.nsmallest(offset + limit, chosen, key=lambda number: (-visible[number], number))
        return Found(
            hits=tuple(
                Hit(key=searcher.stored_fields(number)["key"], kind=snapshot.kinds[number], score=visible[number])
                for number in best[offset:]
            ),
            counts=dict(Counter(snapshot.kinds[number] for number in visible)),
        )

    def size(self) -> int:
        return self._searcher().doc_count()

    @contextmanager
    def _writing(self, megabytes: int) -> Generator[IndexWriter]:
        writer = self._writer(megabytes)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def _writer(self, megabytes: int) -> IndexWriter:
        while True:
            try:
                return self._index.writer(limitmb=megabytes)
            except LockError:
                time.sleep(LOCK_PAUSE_SECONDS)

    def _searcher(self) -> Searcher:
        """This thread's searcher, over the index as it is now."""
        known: Searcher | None = getattr(self._own, "searcher", None)
        if known is None or not known.up_to_date():
            # Anew from the files: a refreshed searcher would go on finding what was deleted from older segments.
            self._own.searcher = self._index.searcher()
        return self._own.searcher

    def _snapshot(self, searcher: Searcher) -> _Snapshot:
        """The snapshot of the version that this searcher reads. Threads share it; two may make it at the same time."""
        version = searcher.reader().generation() or 0
        if self._last is None or self._last.version != version:
            self._last = _take(searcher, version)
        return self._last


def _take(searcher: Searcher, version: int) -> _Snapshot:
    reader = searcher.reader()
    average = searcher.avg_field_length("all", 1) or 1
    return _Snapshot(
        version=version,
        kinds=cast(dict[int, Kind], _by_number(searcher, "kind")),
        audiences=_by_number(searcher, "audience"),
        # The part of BM25 that depends on nothing but how long a document is.
        lengths=[
            K1 * (1 - B + B * reader.doc_field_length(number, "all", 1) / average)
            for number in range(reader.doc_count_all())
        ],
    )


def _by_number(searcher: Searcher, field: str) -> dict[int, str]:
    return {
        number: value
        for value in searcher.reader().field_terms(field)
        for number in searcher.docs_for_query(query.Term(field, value))
    }


def _scores(searcher: Searcher, wanted: Wanted, lengths: list[float]) -> dict[int, float]:
    """Sum BM25 over the terms, by document; titles are all about as long, so their length does not matter."""
    scores: dict[int, float] = {}
    title = [K1] * len(lengths)
    for field, weight, saturations in (("all", 1.0, lengths), ("title", TITLE_WEIGHT, title)):
        for term, times in wanted.terms.items():
            gain = weight * min(times, MOST_BOOST) * (K1 + 1)
            _add(scores, searcher, field, term, gain, saturations)
    return scores


def _add(
    scores: dict[int, float], searcher: Searcher, field: str, term: str, gain: float, saturations: list[float]
) -> None:
    if (field, term) not in searcher.reader():
        return
    gain *= searcher.idf(field, term)
    for leaf, offset in searcher.leaf_searchers():
        if (field, term) not in leaf.reader():
            continue
        matcher = leaf.reader().postings(field, term)
        while matcher.is_active():
            number, frequency = matcher.id() + offset, matcher.weight()
            scores[number] = scores.get(number, 0.0) + gain * frequency / (frequency + saturations[number])
            matcher.next()


def _excluded(searcher: Searcher, wanted: Wanted, found: Collection[int]) -> set[int]:
    """Return which of the documents lack a phrase that must be there, or have a word that must not."""
    excluded: set[int] = set()
    for phrase in wanted.phrases:
        excluded |= set(found) - set(searcher.docs_for_query(query.Phrase("all", list(phrase))))
    for term in wanted.without:
        excluded |= set(found) & set(searcher.docs_for_query(query.Term("all", term)))
    return excluded


def _row(document: Document) -> dict[str, str]:
    return {
        "key": document.key,
        "kind": document.kind,
        "audience": document.audience,
        "all": " \n".join((document.title, document.title, *document.skills, document.body)),
        "title": document.title,
    }
