"""Naive Bayes over the features of a text. It is certain of few texts, and silent about all others.

Of each text, the fifteen most telling features count (Graham, *A Plan for Spam*, 2002), and at least three have to
speak for spam, so that no single word decides. The bound is set so that of the texts that stayed, judged as if they had
not been learnt from, at most one in two hundred is above it, and by a margin.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

LEAST_SPAM, LEAST_KEPT = 30, 200

TELLING = 15
LEAST_TELLING = 3
# A feature speaks for spam if it is e times as frequent there: about 2.7 times.
SPEAKS = 1.0
# What is in fewer texts says nothing.
LEAST_TEXTS = 3

# e^10: about twenty thousand to one, if features were independent, which they aren't.
LEAST_SCORE = 10.0
HELD_WRONGLY = 1 / 200
MARGIN = 1.0

Features = Collection[int]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """In how many texts of one kind each feature is, and how many texts there are."""

    texts: int
    of: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class Model:
    """How much each feature speaks for spam, as a logarithm, and the score from which a text is held."""

    weights: Mapping[int, float]
    bound: float

    def telling(self, features: Features) -> list[int]:
        """Return the most telling features, those that speak most for spam first."""
        known = [one for one in features if one in self.weights]
        most = nlargest(TELLING, known, key=lambda one: abs(self.weights[one]))
        return sorted(most, key=lambda one: -self.weights[one])

    def score(self, features: Features) -> float:
        """Return how much speaks for spam, as a logarithm; minus infinity if too little does."""
        weights = [self.weights[one] for one in self.telling(features)]
        return sum(weights) if sum(one >= SPEAKS for one in weights) >= LEAST_TELLING else -math.inf

    def is_certain(self, features: Features) -> bool:
        return self.score(features) >= self.bound


def count(texts: Iterable[Features]) -> Counts:
    """Count features in texts."""
    all_of = [frozenset(features) for features in texts]
    return Counts(texts=len(all_of), of=Counter(one for features in all_of for one in features))


def train(spam: Counts, kept: Sequence[Features]) -> Model | None:
    """Return a model, or `None` while there are too few texts of one of the two kinds."""
    if spam.texts < LEAST_SPAM or len(kept) < LEAST_KEPT:
        return None
    counts = count(kept)
    weights = {
        one: _weight(spam, counts, one)
        for one in {*spam.of, *counts.of}
        if spam.of.get(one, 0) + counts.of.get(one, 0) >= LEAST_TEXTS
    }
    scores = sorted((_score_unseen(features, spam, counts, weights) for features in kept), reverse=True)
    worst = scores[int(len(scores) * HELD_WRONGLY)]
    return Model(weights=weights, bound=max(LEAST_SCORE, worst + MARGIN))


def _weight(spam: Counts, kept: Counts, one: int, *, without: int = 0) -> float:
    in_spam = (spam.of.get(one, 0) + 0.5) / (spam.texts + 1)
    in_kept = (kept.of.get(one, 0) - without + 0.5) / (kept.texts - without + 1)
    return math.log(in_spam / in_kept)


def _score_unseen(features: Features, spam: Counts, kept: Counts, weights: Mapping[int, float]) -> float:
    """Return the score of a kept text as it would be if the model had never seen it."""
    own = {one: _weight(spam, kept, one, without=1) for one in features if one in weights}
    return Model(weights=own, bound=0).score(features)
