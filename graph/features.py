"""What a learned order may look at: only numbers that can be explained to the people whom it orders."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from math import log, log1p

from graph.experts import Suggestion
from graph.ids import PersonId
from graph.merits import Candidate, Parts

NAMES = (
    "tag",
    "text",
    "meaning",
    "active",
    "tag beside the most",
    "text beside the most",
    "meaning beside the most",
    "active beside the most",
    "score beside the best",
    "availability",
    "recent asks",
    "days idle",
    "pieces of evidence",
    "pieces of evidence beside the most",
)

# Below that a score is as good as none; its logarithm must stay finite.
LEAST_SCORE = 1e-9


def rows(ranked: Sequence[Suggestion], people: Sequence[Candidate]) -> list[list[float]]:
    """Return one row in the order of `NAMES` for each suggestion, in their order."""
    of: Mapping[PersonId, Candidate] = {one.person: one for one in people}
    those = [of[one.person] for one in ranked]
    shares = _beside(those, sum)
    most = _beside(those, max)
    best = max((one.score for one in ranked), default=0.0) or 1.0
    pieces = max((one.pieces for one in those), default=0) or 1
    return [
        [
            *_numbers(candidate.evidence.times(shares)),
            *_numbers(candidate.evidence.times(most)),
            suggestion.score / best,
            suggestion.availability,
            float(candidate.recent_asks),
            log1p(max(candidate.idle / timedelta(days=1), 0)),
            float(candidate.pieces),
            candidate.pieces / pieces,
        ]
        for suggestion, candidate in zip(ranked, those, strict=True)
    ]


def first_guess(ranked: Sequence[Suggestion]) -> list[float]:
    """Return what the learned order begins with, and only corrects: the logarithm of each score."""
    return [log(max(one.score, LEAST_SCORE)) for one in ranked]


def _beside(people: Sequence[Candidate], of: Callable[[Iterable[float]], float]) -> Parts:
    """Return what a unit of each kind is worth beside what `of` makes of everybody's."""
    kinds = [_numbers(one.evidence) for one in people]
    tag, text, meaning, active = (1 / (of(kind) or 1.0) for kind in zip(*kinds, strict=True)) if kinds else (0.0,) * 4
    return Parts(tag=tag, text=text, meaning=meaning, active=active)


def _numbers(parts: Parts) -> tuple[float, float, float, float]:
    return parts.tag, parts.text, parts.meaning, parts.active
