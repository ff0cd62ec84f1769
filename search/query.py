"""Looks things up: searches that people type, and evidence of who has written about a question's subject.

Results by words and results by meaning are found separately and then mixed: a convex combination of both scores, each
scaled from the score of nothing in common to the best score (theoretical min-max; Bruch, Gai and Ingber, "An Analysis
of Fusion Functions for Hybrid Retrieval", 2023).
"""

import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from search import analysis, index, meaning, vectors
from search.documents import STANDING, Kind
from search.engines import Found, Hit, Wanted
from search.filters import EACH, FACETS, NO_FILTERS, Field, Filters, cutoffs, mark
from search.matrix import Comparison, Near

LONGEST_CHARACTERS = 2_000
# Each phrase and each excluded word needs its own pass through the index: eight hundred phrases took 36 s.
MOST_PHRASES = 4
MOST_WORDS_IN_A_PHRASE = 12
MOST_LEFT_OUT = 16
# The time limit of a search. A longer search would delay everyone else too.
SECONDS = 3

# How many results by meaning are mixed with how many by words. Further down, a longer list is ordered by words alone.
# Near results may also be below the first hundred by words; these should not count as sharing no words.
MIXED = 100
MIXED_BY_WORDS = 300

# How many pieces of evidence vote on who to ask. On a public community, 200 found more of the best people than 100.
VOTES = 200

# Among equals, posts that helped come first, posts that readers warn about come last, and newer posts go before older.
STANDING_SHARE = 0.05
RECENT_SHARE = 0.05
RECENT_HALF_LIFE_SECONDS = 365 * 86_400

MARKED = {mark("is", state): worth for state, worth in STANDING.items()}

SYNONYM_WEIGHT = 0.5

Scores = NDArray[np.floating]
One = TypeVar("One")

PHRASE = re.compile(r'"([^"]*)"')
WITHOUT = re.compile(r"(?:^|\s)-(\w[\w.#+-]*)")


@dataclass(frozen=True, kw_only=True)
class Results:
    """A page of results, best first. All numbers count only results that this reader may open.

    `facets` says for each field how many results there would be with each value, `ages` how many are within each age.
    `is_loosened` means that nothing has the quoted words, so these were found without the quotes.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: dict[Field, dict[str, int]]
    ages: dict[str, int]
    is_loosened: bool = False

    @property
    def counts(self) -> dict[Kind, int]:
        """How many results there would be of each kind."""
        return cast(dict[Kind, int], self.facets.get("type", {}))


NOTHING = Results(hits=(), total=0, facets={}, ages={})


@dataclass(frozen=True, kw_only=True)
class Look:
    """A search, with the permissions of the person who searches."""

    words: str
    wanted: Wanted
    audiences: Collection[str]

    @property
    def quotes_in_a_sentence(self) -> bool:
        """Whether there are words around the quoted ones. If so, the quotes may only mean "so-called"."""
        return bool(self.wanted.phrases and PHRASE.sub(" ", self.words).strip())

    @cached_property
    def compared(self) -> Comparison | None:
        """How near everything is in meaning; `None` where that does not count."""
        if self.wanted.phrases or self.wanted.without:
            return None  # Quoted or excluded words are meant exactly.
        return meaning.compare("posts", self.words[:LONGEST_CHARACTERS])

    def loosened(self) -> "Look":
        """Return the same search without quotes."""
        return replace(self, wanted=replace(self.wanted, phrases=()))


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A piece of evidence on the same subject, by its words (BM25), by its meaning (cosine), or by both."""

    key: str
    words: float
    cosine: float


def find(
    words: str,
    *,
    audiences: Collection[str],
    kinds: Collection[Kind] = (),
    filters: Filters = NO_FILTERS,
    synonyms: Iterable[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Return results with any of the words, best first, if these audiences may see them and they pass the filters.

    `"in quotes"` must occur as typed, `-word` must not; synonyms count half. If nothing has a sentence's quoted words,
    its quotes are ignored. With filters alone, the newest comes first. Odd input finds nothing; it never fails.
    Raises `TookTooLong` after three seconds, and `Away` if the index server does not answer.
    """
    filters = _of_kinds(filters, kinds)
    look = Look(words=words, wanted=wanted(words, synonyms), audiences=audiences)
    if not look.wanted.terms and (not filters or words.strip()):
        return NOTHING
    is_loosened = look.quotes_in_a_sentence and not _looked(look, filters, 0)[1]
    look = look.loosened() if is_loosened else look
    hits, total, facets, ages = _looked(look, filters, offset + limit)
    # A field's other values are counted as if none of its values were chosen.
    facets |= {
        name: _looked(look, filters.without(name), 0)[2][name]
        for name in FACETS
        if filters.marks.get(name) and name not in EACH
    }
    if filters.timeless() != filters:
        ages = _looked(look, filters.timeless(), 0)[3]
    return Results(hits=hits[offset:], total=total, facets=facets, ages=ages, is_loosened=is_loosened)


def vote(words: str, *, audiences: Collection[str] | None = None, limit: int = VOTES) -> tuple[Vote, ...]:
    """Return the evidence that is most similar to a question in words and in meaning, up to `limit` of each.

    Only evidence that these audiences may see has a vote; `None` stands for all audiences.
    """
    near = meaning.nearest("evidence", words[:LONGEST_CHARACTERS], audiences=audiences, limit=limit)
    return votes(_evidence(telling(words), audiences, limit), near)


def telling(words: str) -> tuple[str, ...]:
    """Return the terms of a question by which evidence is looked for.

    Each counts once, because words that people repeat to explain a problem are not its subject (docs/experts.md).
    """
    return tuple(analysis.terms(words[:LONGEST_CHARACTERS]))


def votes(by_words: Mapping[str, float], near: Iterable[Near]) -> tuple[Vote, ...]:
    """Return the results by words, with their scores, together with the results by meaning."""
    cosines = {one.key: one.cosine for one in near}
    return tuple(
        Vote(key=key, words=by_words.get(key, 0.0), cosine=cosines.get(key, 0.0)) for key in {**by_words, **cosines}
    )


def _evidence(terms: Iterable[str], audiences: Collection[str] | None, limit: int) -> dict[str, float]:
    wanted = Wanted(terms=dict.fromkeys(terms, 1))
    if not wanted.terms:
        return {}
    found = index.reader("evidence").find(wanted, audiences=audiences, filters=NO_FILTERS, limit=limit, offset=0)
    return {hit.key: hit.score for hit in found.hits}


def _of_kinds(filters: Filters, kinds: Collection[Kind]) -> Filters:
    marks: Mapping[Field, tuple[str, ...]] = {**filters.marks, "type": tuple(kinds)} if kinds else filters.marks
    return Filters(marks=marks, since=filters.since, until=filters.until)


def _looked(
    look: Look, filters: Filters, most: int
) -> tuple[tuple[Hit, ...], int, dict[Field, dict[str, int]], dict[str, int]]:
    """Return the best hits, and the number of hits: in total, with each mark, and within each age."""
    look.wanted.hurry()
    found = index.reader("posts").find(
        look.wanted, audiences=look.audiences, filters=filters, limit=max(MIXED_BY_WORDS, most), offset=0
    )
    near = look.compared.nearest(look.audiences, filters, MIXED) if look.compared else ()
    facets, ages = _counts(found, near)
    hits = _mixed(look, found.hits, near, most) if most and look.wanted.terms else found.hits[:most]
    return hits, sum(facets["type"].values()), facets, ages


def _mixed(look: Look, hits: Sequence[Hit], near: Sequence[Near], most: int) -> tuple[Hit, ...]:
    """Return the best of both lists in order."""
    found = {hit.key: hit for hit in hits}
    known = tuple(({one.key: found.get(one.key) or _hit(one) for one in near} | found).values())
    by_words = _scaled(np.array([hit.score for hit in known]), nothing=0.0)
    by_meaning = _by_meaning(look, [hit.key for hit in known])
    share = vectors.share(analysis.language(look.words))
    # Results without a vector yet are ranked by their words alone.
    mixed = (1 - share) * by_words + share * np.where(np.isnan(by_meaning), by_words, by_meaning)
    scores = mixed * _priors(known)
    best: list[int] = np.argsort(-scores, kind="stable")[:most].tolist()
    return tuple(known[place]._replace(score=float(scores[place])) for place in best)


def _by_meaning(look: Look, keys: Sequence[str]) -> Scores:
    """Return how near each is, from 0 for unrelated things to 1 for the nearest; NaN if it has no vector.

    All are NaN if nothing is near or no model is set.
    """
    model = vectors.model()
    cosines = look.compared.cosines(keys) if look.compared else np.full(len(keys), np.nan)
    # If nothing is near, small differences mean nothing.
    if model is None or np.max(cosines, initial=0.0, where=~np.isnan(cosines)) < model.floor:
        return np.full(len(keys), np.nan)
    return _scaled(cosines, nothing=model.unrelated)


def _hit(near: Near) -> Hit:
    """Make a hit from a thing that shares too few words or none, so its score by words is 0."""
    standing = sum(worth for marked, worth in MARKED.items() if marked in near.marks)
    return Hit(key=near.key, kind=near.kind, score=0.0, at=near.at, standing=standing)


def _priors(hits: Sequence[Hit]) -> Scores:
    """Return small bonuses for readers' reactions and newness. They decide between equals, never against the words."""
    ages = np.maximum(time.time() - np.array([hit.at for hit in hits]), 0.0)
    standings = np.array([hit.standing for hit in hits])
    return 1 + STANDING_SHARE * standings + RECENT_SHARE * 0.5 ** (ages / RECENT_HALF_LIFE_SECONDS)


def _scaled(scores: Scores, *, nothing: float) -> Scores:
    """Return the scores scaled so that the best is 1 and the score of nothing in common is 0."""
    width = np.max(scores, initial=nothing, where=~np.isnan(scores)) - nothing
    return np.maximum(scores - nothing, 0.0) / width if width else np.zeros(len(scores))


def _counts(found: Found, near: Iterable[Near]) -> tuple[dict[Field, dict[str, int]], dict[str, int]]:
    """Return how many results have each mark and each age. Beyond the mixed ones, only results by words count."""
    named = {hit.key for hit in found.hits}
    more = [one for one in near if one.key not in named] if found.total < MIXED else []
    marks = Counter(mark for one in more for mark in one.marks)
    facets: dict[Field, Counter[str]] = {name: Counter(found.facets.get(name, {})) for name in FACETS}
    for written, count in marks.items():
        name, _, value = written.partition(":")
        if name in FACETS:
            facets[name][value] += count
    ages = {age: found.ages.get(age, 0) + sum(one.at >= start for one in more) for age, start in cutoffs().items()}
    return {name: dict(counted) for name, counted in facets.items()}, ages


def wanted(words: str, synonyms: Iterable[str] = ()) -> Wanted:
    """Return the query for an engine, limited so that it never takes long."""
    words = words[:LONGEST_CHARACTERS]
    phrases = map(analysis.phrase, dict.fromkeys(PHRASE.findall(words)))
    rest = PHRASE.sub(" ", words)
    typed = analysis.terms(WITHOUT.sub(" ", words))
    added = {term: SYNONYM_WEIGHT for synonym in synonyms for term in analysis.terms(synonym)}
    without = (term for word in WITHOUT.findall(rest) for term in analysis.terms(word))
    return Wanted(
        terms={**added, **typed},
        phrases=_few((phrase[:MOST_WORDS_IN_A_PHRASE] for phrase in phrases if phrase), MOST_PHRASES),
        without=_few(without, MOST_LEFT_OUT),
        deadline=time.monotonic() + SECONDS,
    )


def _few(found: Iterable[One], most: int) -> tuple[One, ...]:
    """Return the first of these, each once."""
    return tuple(islice(dict.fromkeys(found), most))
