"""The features that a learned order may use: only numbers that can be explained to the people it ranks.

The number of recent asks is not among them, so that a learned order can't cancel the price of an ask.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import log, log1p

from graph.ids import PersonId
from graph.matching import experts
from graph.matching.experts import Suggestion
from graph.matching.scores import Candidate
from graph.matching.signals import NONE, Signals

# Each as a share of everyone's total, compared with the highest value, and by place.
COMPARED = ("tag", "text", "meaning", "active", "score")

NAMES = (
    *(f"share of {name}" for name in COMPARED),
    *(f"{name} beside the most" for name in COMPARED),
    *(f"place by {name}" for name in COMPARED),
    "days idle",
    "pieces of evidence",
    "mean freshness of evidence",
    "mean weight of evidence",
    "quality of evidence",
    "apt pieces",
    "apt pieces beside the most",
    "share of pieces that are apt",
    "skills of the question shown",
    "pieces like the question",
    "pieces like the question beside the most",
    "words in common",
    "words in common beside the most",
    "nearest in meaning",
    "place of the best piece",
    "strongest piece beside the most",
)

# Lower scores count as this much, so that the logarithm stays finite.
LEAST_SCORE = 1e-9


def rows(
    ranked: Sequence[Suggestion], people: Sequence[Candidate], signals: Mapping[PersonId, Signals]
) -> list[list[float]]:
    """Return one row for each suggestion, in the same order, with the columns of `NAMES`."""
    of: Mapping[PersonId, Candidate] = {one.person: one for one in people}
    those = [of[one.person] for one in ranked]
    their = [signals.get(one.person, NONE) for one in ranked]
    compared = _columns(those, [_unpriced(one, candidate) for one, candidate in zip(ranked, those, strict=True)])
    columns = [
        *map(_shares, compared),
        *map(_beside, compared),
        *map(_places, compared),
        *_person(those, their),
        *_evidence(their),
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def first_guess(ranked: Sequence[Suggestion], people: Sequence[Candidate]) -> list[float]:
    """Return the values that learning starts from: the logarithm of each score, without the price of recent asks."""
    of: Mapping[PersonId, Candidate] = {one.person: one for one in people}
    return [log(max(_unpriced(one, of[one.person]), LEAST_SCORE)) for one in ranked]


def _unpriced(suggestion: Suggestion, candidate: Candidate) -> float:
    return suggestion.score / suggestion.availability * experts.availability(candidate.idle, recent_asks=0)


def _columns(people: Sequence[Candidate], scores: list[float]) -> list[list[float]]:
    kinds = [one.evidence for one in people]
    return [
        [kind.tag for kind in kinds],
        [kind.text for kind in kinds],
        [kind.meaning for kind in kinds],
        [kind.active for kind in kinds],
        scores,
    ]


def _person(people: Sequence[Candidate], signals: Sequence[Signals]) -> list[list[float]]:
    return [
        [log1p(max(one.idle / timedelta(days=1), 0)) for one in people],
        [log1p(sign.pieces) for sign in signals],
        [sign.fresh / (1 + sign.pieces) for sign in signals],
        [sign.weight / (1 + sign.pieces) for sign in signals],
        [sign.weight / sign.fresh if sign.fresh else 0.0 for sign in signals],
    ]


def _evidence(signals: Sequence[Signals]) -> list[list[float]]:
    return [
        [log1p(sign.apt) for sign in signals],
        _beside([float(sign.apt) for sign in signals]),
        [sign.apt / (1 + sign.pieces) for sign in signals],
        [float(sign.skills) for sign in signals],
        [float(sign.alike) for sign in signals],
        _beside([float(sign.alike) for sign in signals]),
        [sign.words for sign in signals],
        _beside([sign.words for sign in signals]),
        [sign.cosine for sign in signals],
        [log1p(sign.place) for sign in signals],
        _beside([sign.strongest for sign in signals]),
    ]


def _shares(numbers: list[float]) -> list[float]:
    whole = sum(numbers) or 1.0
    return [number / whole for number in numbers]


def _beside(numbers: list[float]) -> list[float]:
    most = max(numbers, default=0.0) or 1.0
    return [number / most for number in numbers]


def _places(numbers: list[float]) -> list[float]:
    """Return the logarithm of each number's place from the top. Numbers that are not above 0 share the last place."""
    order = sorted(range(len(numbers)), key=lambda at: -numbers[at])
    places = {at: place for place, at in enumerate(order, start=1) if numbers[at] > 0}
    return [log(places.get(at, len(numbers))) for at in range(len(numbers))]
