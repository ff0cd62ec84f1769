"""Looking things up: what people type into the box, and who has written about a question.

What shares the words and what means the same are found apart and then mixed (convex combination of min-max scores;
Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search import analysis, index, meaning
from search.documents import Kind
from search.engines import Engine, Found, Hit, Wanted
from search.matrix import Near

LONGEST_CHARACTERS = 2_000

# So many of each are mixed. What a longer list has further down is ordered by its words alone.
MIXED = 100

# So much evidence votes on whom to ask. Measured on a public community, 200 find more of the best than 100.
VOTES = 200

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
    """A piece of evidence that speaks of the same things: by its words (BM25), by its meaning (cosine), or by both."""

    key: str
    words: float
    cosine: float


def find(
    words: str, *, audiences: Collection[str], kinds: Collection[Kind] = (), limit: int = 20, offset: int = 0
) -> Results:
    """Return what matches any of the words, best first, among what these audiences may see.

    `"in quotes"` must stand there as typed, `-word` must not. Odd input finds nothing; it never fails.
    """
    wanted = _wanted(words[:LONGEST_CHARACTERS])
    if not wanted.terms:
        return Results(hits=(), total=0, counts={})
    most = max(MIXED, offset + limit)
    found = index.reader("posts").find(wanted, audiences=audiences, kinds=kinds, limit=most, offset=0)
    near = _near(words, wanted, audiences)
    hits = _mixed(found.hits, [one for one in near if not kinds or one.kind in kinds])
    counts = _counts(found, near)
    total = sum(count for kind, count in counts.items() if not kinds or kind in kinds)
    return Results(hits=hits[offset : offset + limit], total=total, counts=counts)


def vote(words: str, *, limit: int = VOTES) -> tuple[Vote, ...]:
    """Return the evidence that is most like a question in words and in meaning, so many of each.

    It looks at everything: filter the reasons.
    """
    near = meaning.nearest("evidence", words[:LONGEST_CHARACTERS], audiences=None, limit=limit)
    return votes(index.reader("evidence"), words, near, limit=limit)


def votes(engine: Engine, words: str, near: Iterable[Near], *, limit: int) -> tuple[Vote, ...]:
    """Return what this index finds for the words, together with what was found near in meaning."""
    # Each word once: what somebody says again while explaining a problem is not what it is about (docs/experts.md).
    terms = dict.fromkeys(analysis.terms(words[:LONGEST_CHARACTERS]), 1)
    hits = engine.find(Wanted(terms=terms), audiences=None, kinds=(), limit=limit, offset=0).hits if terms else ()
    by_words = {hit.key: hit.score for hit in hits}
    cosines = {one.key: one.cosine for one in near}
    return tuple(
        Vote(key=key, words=by_words.get(key, 0.0), cosine=cosines.get(key, 0.0)) for key in {**by_words, **cosines}
    )


def _near(words: str, wanted: Wanted, audiences: Collection[str]) -> tuple[Near, ...]:
    if wanted.phrases or wanted.without:
        return ()  # Who is so exact about the words means them.
    return meaning.nearest("posts", words[:LONGEST_CHARACTERS], audiences=audiences, limit=MIXED)


def _mixed(hits: Sequence[Hit], near: Sequence[Near]) -> tuple[Hit, ...]:
    """Return both lists as one, best first; what stands in one alone counts nothing in the other."""
    kinds = dict[str, Kind]((one.key, one.kind) for one in (*hits, *near))
    by_words = _scaled({hit.key: hit.score for hit in hits})
    by_meaning = _scaled({one.key: one.cosine for one in near})
    share = meaning.share()
    scores = {key: (1 - share) * by_words.get(key, 0.0) + share * by_meaning.get(key, 0.0) for key in kinds}
    best = sorted(scores, key=lambda key: -scores[key])
    return tuple(Hit(key=key, kind=kinds[key], score=scores[key]) for key in best)


def _scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the scores with the best as 1 and the worst as 0."""
    least, most = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {key: (score - least) / (most - least) if most > least else 1.0 for key, score in scores.items()}


def _counts(found: Found, near: Iterable[Near]) -> dict[Kind, int]:
    """Return how many of each kind there are. Beyond the mixed ones, only what shares words is counted."""
    if sum(found.counts.values()) >= MIXED:
        return found.counts
    named = {hit.key for hit in found.hits}
    counts = Counter[Kind](found.counts)
    counts.update(one.kind for one in near if one.key not in named)
    return dict(counts)


def _wanted(words: str) -> Wanted:
    phrases = tuple(analysis.phrase(phrase) for phrase in PHRASE.findall(words))
    rest = PHRASE.sub(" ", words)
    return Wanted(
        terms=analysis.terms(WITHOUT.sub(" ", words)),
        phrases=tuple(phrase for phrase in phrases if phrase),
        without=tuple(term for word in WITHOUT.findall(rest) for term in analysis.terms(word)),
    )
