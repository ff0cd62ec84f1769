"""Looking things up: what people type into the box, and who has written about a question."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from search import analysis, index
from search.documents import Kind
from search.engines import Found, Hit, Wanted

LONGEST_CHARACTERS = 2_000

PHRASE = re.compile(r'"([^"]*)"')
WITHOUT = re.compile(r"(?:^|\s)-(\w[\w.#+-]*)")


@dataclass(frozen=True, kw_only=True)
class Results:
    """A page of what was found, best first. `total` and `counts` are of what this reader may open, and no more."""

    hits: tuple[Hit, ...]
    total: int
    counts: dict[Kind, int]


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A piece of evidence that speaks of the same things, and how much (BM25)."""

    key: str
    score: float


def find(
    words: str, *, audiences: Collection[str], kinds: Collection[Kind] = (), limit: int = 20, offset: int = 0
) -> Results:
    """Return what matches any of the words, best first, among what these audiences may see.

    `"in quotes"` must stand there as typed, `-word` must not. Odd input finds nothing; it never fails.
    """
    wanted = _wanted(words[:LONGEST_CHARACTERS])
    if not wanted.terms:
        return Results(hits=(), total=0, counts={})
    found: Found = index.reader("posts").find(wanted, audiences=audiences, kinds=kinds, limit=limit, offset=offset)
    total = sum(count for kind, count in found.counts.items() if not kinds or kind in kinds)
    return Results(hits=found.hits, total=total, counts=found.counts)


def vote(words: str, *, limit: int = 100) -> tuple[Vote, ...]:
    """Return the evidence nearest to a question in words, best first. It looks at everything: filter the reasons."""
    wanted = Wanted(terms=analysis.terms(words[:LONGEST_CHARACTERS]))
    if not wanted.terms:
        return ()
    found = index.reader("evidence").find(wanted, audiences=None, kinds=(), limit=limit, offset=0)
    return tuple(Vote(key=hit.key, score=hit.score) for hit in found.hits)


def _wanted(words: str) -> Wanted:
    phrases = tuple(analysis.phrase(phrase) for phrase in PHRASE.findall(words))
    rest = PHRASE.sub(" ", words)
    return Wanted(
        terms=analysis.terms(WITHOUT.sub(" ", words)),
        phrases=tuple(phrase for phrase in phrases if phrase),
        without=tuple(term for word in WITHOUT.findall(rest) for term in analysis.terms(word)),
    )
