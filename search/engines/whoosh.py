"""Whoosh: pure Python, nothing to install, good up to some ten thousand posts.

Scores are summed here, term by term. Whoosh's own search goes through all terms together, document by document, to skip
documents that cannot win. We count every match, so nothing could be skipped, and that would take twice the time.
"""
# Whoosh ships few types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportPrivateImportUsage=false, reportUnknownParameterType=false, reportAttributeAccessIssue=false

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, repeat
from math import log
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import columns, fields, query
from whoosh.filedb.filestore import FileStorage
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter, LockError

from search.analysis import analyzer, spelled
from search.documents import Document
from search.engines import Found, Hit, Wanted, most_edits, segments
from search.engines.marks import Flags
from search.engines.segments import Floats, Segment
from search.filters import FACETS, Field, Filters, cutoffs

# A title says what a post is about, so its words count twice in `all`, and another 0.3 in `title`.
TITLE_WEIGHT = 0.3
MOST_BOOST = 3
# Measured on two collections (docs/search.md): a word that occurs 3 times says little more than one that occurs once.
K1, B = 0.7, 0.75
PUT_MEGABYTES = 32
FILL_MEGABYTES = 192
LOCK_PAUSE_SECONDS = 0.05  # Whoosh has one writer: a command and the indexer wait for each other.

# How many words with the same beginning are considered, of those the reader may see: enough even for two typed letters.
MOST_ALIKE = 400

SCHEMA = fields.Schema(
    key=fields.ID(unique=True, stored=True),
    kind=fields.ID,
    audience=fields.ID,
    marks=fields.COLUMN(columns.VarBytesColumn()),
    at=fields.COLUMN(columns.NumericColumn("q")),
    digest=fields.STORED,
    all=fields.TEXT(analyzer=analyzer(), phrase=True),
    title=fields.TEXT(analyzer=analyzer(), phrase=False),
    spelled=fields.KEYWORD(scorable=True),
)


@dataclass(frozen=True, kw_only=True)
class _Snapshot:
    """One version of the index, with the segments that it is made of."""

    searcher: Searcher
    segments: dict[segments.Name, Segment]
    average_length: float
    rarity: Callable[[str, str], float]
    spelled: Callable[[], tuple[str, ...]]
    reading: threading.Lock


class _Candidate(NamedTuple):
    """A document that may be among the best. Candidates sort by their first differing field; each `place` is unique."""

    behind: float
    place: int
    number: int
    kind: int
    at: int
    standing: int
    segment: Segment


class Whoosh:
    """One index in one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # Not mapped into memory, because Whoosh copies each mapped segment: 290 MB instead of 70 for 12,000 posts.
        storage = FileStorage(str(folder), supports_mmap=False)
        self._index = storage.open_index() if storage.index_exists() else storage.create_index(SCHEMA)
        # A searcher holds open files, which threads must not read at the same time. Only reading files needs this lock.
        self._reading = threading.Lock()
        self._last: _Snapshot | None = None

    def put(self, documents: Iterable[Document]) -> None:
        with self._writing(PUT_MEGABYTES) as writer:
            # A writer does not see its own uncommitted documents, so duplicates are removed first.
            for document in {document.key: document for document in documents}.values():
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
        self, wanted: Wanted, *, audiences: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> Found:
        with self._reading:
            snapshot = self._snapshot()
        return _find(snapshot, wanted, audiences=audiences, filters=filters, limit=limit, offset=offset)

    def size(self) -> int:
        with self._reading:
            return self._snapshot().searcher.doc_count()

    def contents(self) -> dict[str, str]:
        with self._index.searcher() as searcher:
            return {stored["key"]: stored["digest"] for stored in searcher.documents()}

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

    def _snapshot(self) -> _Snapshot:
        """Return the current version of the index. Segments that an earlier version already had are not read again."""
        known = self._last
        if known is None or not known.searcher.up_to_date():
            # Opened again from the files: a refreshed searcher would still find documents deleted from older segments.
            searcher = self._index.searcher()
            former = known.segments if known else {}
            self._last = known = _Snapshot(
                searcher=searcher,
                segments={
                    name: segments.again(former[name], leaf) if name in former else segments.read(leaf, self._reading)
                    for name, leaf, _ in segments.leaves(searcher)
                },
                average_length=cast(float, searcher.avg_field_length("all", 1)) or 1.0,
                rarity=lru_cache(segments.TERMS_KEPT)(partial(_rarity, searcher, self._reading)),
                spelled=lru_cache(1)(partial(segments.spelled, searcher, self._reading)),
                reading=self._reading,
            )
        return known


def _find(
    snapshot: _Snapshot,
    wanted: Wanted,
    *,
    audiences: Collection[str] | None,
    filters: Filters,
    limit: int,
    offset: int,
) -> Found:
    facets: dict[Field, Counter[str]] = {name: Counter() for name in FACETS}
    moments = cutoffs()
    ages = Counter(dict.fromkeys(moments, 0))
    best: list[_Candidate] = []
    visible = {name: segment.visible(audiences) for name, segment in snapshot.segments.items()}
    alike = _alike(snapshot, wanted, visible)
    for name, leaf, first in segments.leaves(snapshot.searcher):
        segment = snapshot.segments[name]
        scores = _scores(snapshot, segment, wanted) + _resemblance(segment, alike)
        scores[~(visible[name] & segment.marks.admitted(filters))] = 0
        with snapshot.reading:
            _exclude(scores, leaf, wanted)
        for field, counted in segment.marks.count(scores != 0).items():
            facets[field].update(counted)
        younger = np.sort(segment.marks.moments[scores != 0])
        ages.update({age: len(younger) - int(np.searchsorted(younger, start)) for age, start in moments.items()})
        best += _best(scores, segment, wanted, first, offset + limit)
    hits = tuple(map(_hit, sorted(best)[offset:][:limit]))
    return Found(hits=hits, facets={field: dict(counts) for field, counts in facets.items()}, ages=dict(ages))


def _hit(one: _Candidate) -> Hit:
    return Hit(
        key=one.segment.key(one.number),
        kind=one.segment.kinds[one.kind],
        score=-float(one.behind),
        at=one.at,
        standing=one.standing,
    )


def _scores(snapshot: _Snapshot, segment: Segment, wanted: Wanted) -> Floats:
    """Sum BM25 over the terms, by document. All titles are about equally long, so their length does not matter."""
    if not wanted.ranks:
        return segment.living.astype(np.float32)
    scores = np.zeros(segment.size, np.float32)
    all_saturate = K1 * (1 - B + B * segment.lengths / np.float32(snapshot.average_length))
    title_saturates = np.full(segment.size, K1, np.float32)
    for field, weight, saturation in (("all", 1.0, all_saturate), ("title", TITLE_WEIGHT, title_saturates)):
        for term, times in wanted.terms.items():
            found = segment.postings(field, term)
            if found:
                gain = weight * min(times, MOST_BOOST) * (K1 + 1) * snapshot.rarity(field, term)
                scores[found.documents] += (
                    np.float32(gain) * found.frequencies / (found.frequencies + saturation[found.documents])
                )
    return scores


def _alike(snapshot: _Snapshot, wanted: Wanted, visible: Mapping[segments.Name, Flags]) -> list[list[str]]:
    """Return for each beginning, and each misspelt word, the words of visible titles that may be meant."""
    words = snapshot.spelled() if wanted.beginnings or wanted.misspelt else ()
    begun = [[word for word in words if word.startswith(beginning)] for beginning in wanted.beginnings]
    # Whoosh compares letter by letter in Python, and counts two swapped letters as two mistakes.
    near = partial(process.extract, choices=words, scorer=OSA.distance, limit=None)
    meant = [[match[0] for match in near(word, score_cutoff=most_edits(word))] for word in wanted.misspelt]
    stands = partial(_stands_in_title, snapshot, visible)
    # Hidden words must not use up the limit: readers would miss visible words, and learn that hidden ones exist.
    return [list(islice(filter(stands, terms), MOST_ALIKE)) for terms in begun + meant]


def _stands_in_title(snapshot: _Snapshot, visible: Mapping[segments.Name, Flags], word: str) -> bool:
    found = ((segment.postings("spelled", word), visible[name]) for name, segment in snapshot.segments.items())
    return any(postings and flags[postings.documents].any() for postings, flags in found)


def _resemblance(segment: Segment, alike: Iterable[Iterable[str]]) -> Floats:
    """Return for each document how many of these groups of words have a word in its title."""
    scores = np.zeros(segment.size, np.float32)
    for terms in alike:
        found = [postings.documents for term in terms if (postings := segment.postings("spelled", term))]
        if found:
            scores[np.unique(np.concatenate(found))] += 1
    return scores


def _rarity(searcher: Searcher, reading: threading.Lock, field: str, term: str) -> float:
    """Return BM25's own weight of a term. Whoosh adds 1 to the logarithm, so that rare words lose to common ones."""
    with reading:
        having, count = searcher.doc_frequency(field, term), searcher.doc_count_all()
    return log(1 + (count - having + 0.5) / (having + 0.5))


def _exclude(scores: Floats, leaf: Searcher, wanted: Wanted) -> None:
    """Remove the scores of documents that lack a required phrase or have an excluded word."""
    for phrase in wanted.phrases:
        wanted.hurry()
        lacking = np.ones(len(scores), np.bool_)
        said = query.Phrase("all", list(phrase)) if len(phrase) > 1 else query.Term("all", "".join(phrase))
        lacking[list(leaf.docs_for_query(said))] = False
        scores[lacking] = 0
    for term in wanted.without:
        scores[list(leaf.docs_for_query(query.Term("all", term)))] = 0


def _best(scores: Floats, segment: Segment, wanted: Wanted, first: int, most: int) -> Iterator[_Candidate]:
    """Return the best documents, or the newest where no words rank them."""
    matches = np.flatnonzero(scores)
    behind = -(scores[matches] if wanted.ranks else segment.marks.moments[matches])
    if len(matches) > most:
        # Documents worse than the last of the best need no sorting. Its equals do, so that pages never overlap.
        among = behind <= np.partition(behind, most - 1)[most - 1]
        matches, behind = matches[among], behind[among]
    best = np.argsort(behind, kind="stable")[:most]
    numbers, marks = matches[best], segment.marks
    # All at once: taking numbers out of arrays one by one takes longer than finding them.
    columns = (behind[best], numbers + first, numbers, segment.kind_of[numbers], marks.moments[numbers])
    return map(_Candidate, *(column.tolist() for column in (*columns, marks.standings[numbers])), repeat(segment))


def _row(document: Document) -> dict[str, str | bytes | int]:
    return {
        "key": document.key,
        "kind": document.kind,
        "audience": document.audience,
        "marks": " ".join(document.written_marks).encode(),
        "at": document.moment,
        "digest": document.digest,
        "all": " \n".join((document.title, document.title, *document.skills, document.body)),
        "title": document.title,
        "spelled": " ".join(spelled(document.title)),
    }
