"""The contents of Whoosh's segments as arrays. They are read once, because a written segment never changes.

Whoosh hands out postings one by one, in Python; summing scores over arrays takes a tenth of the time.
"""

# Whoosh ships few types; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownParameterType=false, reportMissingParameterType=false, reportPrivateImportUsage=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from threading import Lock
from typing import cast

import numpy as np
from numpy.typing import NDArray
from whoosh import query
from whoosh.searching import Searcher

from search.documents import Kind
from search.engines.marks import Flags, Marks

Name = str
Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

# A few thousand terms are looked up again and again; rare ones are read each time.
TERMS_KEPT = 5_000
KEYS_KEPT = 20_000


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Which documents of a segment hold a term, and how often."""

    documents: Numbers
    frequencies: Floats


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A segment's documents by their number: what they are, who may find them, and how many terms they have.

    `living` are those that were not deleted.
    """

    kinds: tuple[Kind, ...]
    audiences: tuple[str, ...]
    kind_of: Numbers
    audience_of: Numbers
    lengths: Floats
    marks: Marks
    living: NDArray[np.bool_]
    postings: Callable[[str, str], Postings | None] = field(repr=False)
    key: Callable[[int], str] = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.lengths)

    def visible(self, audiences: Collection[str] | None) -> Flags:
        """Tell for each document whether it is still there and these audiences may see it; `None` stands for all."""
        if audiences is None:
            return self.living
        return self.living & np.array([one in audiences for one in self.audiences], np.bool_)[self.audience_of]


def leaves(searcher: Searcher) -> Iterator[tuple[Name, Searcher, int]]:
    """Yield a searcher for each segment, with its name, and the number of its first document.

    Only deletions change a segment. An index that is still empty has none.
    """
    for leaf, first in searcher.leaf_searchers() or ():
        segment = leaf.reader().segment()
        if segment is not None:
            yield segment.segment_id(), leaf, first


def spelled(searcher: Searcher, reading: Lock) -> tuple[str, ...]:
    """Return all words of all titles as they are spelled, in alphabetical order."""
    with reading:
        return tuple(cast(str, word) for word in searcher.reader().field_terms("spelled"))


def read(leaf: Searcher, reading: Lock) -> Segment:
    """Read a segment. Its postings and keys are read on demand, each time with this lock."""
    size = leaf.reader().doc_count_all()
    kinds, kind_of = _by_document(leaf, "kind", size)
    audiences, audience_of = _by_document(leaf, "audience", size)
    return Segment(
        kinds=cast(tuple[Kind, ...], kinds),
        audiences=audiences,
        kind_of=kind_of,
        audience_of=audience_of,
        lengths=np.fromiter((leaf.reader().doc_field_length(number, "all", 1) for number in range(size)), np.float32),
        marks=_marks(leaf, size),
        living=_living(leaf, size),
        postings=lru_cache(TERMS_KEPT)(partial(_postings, leaf, reading)),
        key=lru_cache(KEYS_KEPT)(partial(_key, leaf, reading)),
    )


def again(segment: Segment, leaf: Searcher) -> Segment:
    """Return a segment that was read before, without the documents that were deleted since.

    Its postings may still have those, so what is found in them counts only for living documents.
    """
    return replace(segment, living=_living(leaf, segment.size))


def _living(leaf: Searcher, size: int) -> NDArray[np.bool_]:
    living, segment = np.ones(size, np.bool_), leaf.reader().segment()
    if segment is not None:
        living[list(segment.deleted_docs())] = False
    return living


def _by_document(leaf: Searcher, name: str, size: int) -> tuple[tuple[str, ...], Numbers]:
    """Return the values of a field, and for each document the index of its own value."""
    values = tuple(cast(str, value) for value in leaf.reader().field_terms(name))
    places = np.zeros(size, np.intp)
    for place, value in enumerate(values):
        places[list(leaf.docs_for_query(query.Term(name, value)))] = place
    return values, places


def _marks(leaf: Searcher, size: int) -> Marks:
    written, moments = leaf.reader().column_reader("marks"), leaf.reader().column_reader("at")
    return Marks(
        [cast(bytes, written[number]).decode().split() for number in range(size)],
        [int(moments[number]) for number in range(size)],
    )


def _key(leaf: Searcher, reading: Lock, document: int) -> str:
    with reading:
        return leaf.stored_fields(document)["key"]


def _postings(leaf: Searcher, reading: Lock, field: str, term: str) -> Postings | None:
    documents: list[int] = []
    frequencies: list[float] = []
    with reading:
        if not leaf.reader().doc_frequency(field, term):
            return None
        matcher = leaf.reader().postings(field, term)
        while matcher.is_active():
            documents.append(matcher.id())
            frequencies.append(matcher.weight())
            matcher.next()
    return Postings(documents=np.array(documents, np.intp), frequencies=np.array(frequencies, np.float32))
