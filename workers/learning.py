"""Learns from the site's own past in which order to ask (LambdaMART), as a correction to the formula's order.

Needs the extra `ranking`. Only the backtest uses it so far: there the past says whether it would have been better.
"""

import importlib
from collections.abc import Collection, Sequence
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graph import features
from graph.experts import Order, Suggestion, by_score
from graph.ids import PersonId
from graph.merits import Candidate

# Nobody whom the formula puts further down is ever looked at.
REORDERED = 150

ROUNDS = 200
PARAMETERS: dict[str, object] = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 50,
    "lambda_l2": 1.0,
    # The same past teaches the same, on every machine.
    "seed": 20_261_124,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


class Unavailable(Exception):
    """The extra `ranking` is not installed."""


class _Booster(Protocol):
    def predict(self, data: NDArray[np.float32], *, num_threads: int) -> NDArray[np.float64]: ...


class _LightGBM(Protocol):
    """What we use of LightGBM."""

    def Dataset(  # noqa: N802
        self,
        data: NDArray[np.float32],
        *,
        label: NDArray[np.float32],
        group: list[int],
        init_score: NDArray[np.float64],
        feature_name: list[str],
    ) -> object: ...
    def train(self, params: dict[str, object], data: object, *, num_boost_round: int) -> _Booster: ...


class Learned:
    """An order that was learned."""

    def __init__(self, booster: _Booster) -> None:
        self._booster = booster

    def __call__(self, ranked: Sequence[Suggestion], people: Sequence[Candidate]) -> Sequence[Suggestion]:
        """Return the same suggestions, the first 150 of them in the learned order; equals stay as they were."""
        first, rest = ranked[:REORDERED], ranked[REORDERED:]
        if len(first) < 2:
            return ranked
        corrections = self._booster.predict(_matrix(features.rows(first, people)), num_threads=1)
        worth = np.asarray(features.first_guess(first)) + corrections
        places: list[int] = np.argsort(-worth, kind="stable").tolist()
        return [*(first[place] for place in places), *rest]


class Lessons:
    """What the past teaches: for each question whom the formula named, and who of them gave the best answer."""

    def __init__(self) -> None:
        self._rows: list[list[float]] = []
        self._guesses: list[float] = []
        self._labels: list[float] = []
        self._groups: list[int] = []

    def note(self, ranked: Sequence[Suggestion], people: Sequence[Candidate], *, best: Collection[PersonId]) -> None:
        """Add a question. Without a best answerer among those named it teaches nothing."""
        first = ranked[:REORDERED]
        labels = [float(one.person in best) for one in first]
        if any(labels):
            self._rows += features.rows(first, people)
            self._guesses += features.first_guess(first)
            self._labels += labels
            self._groups.append(len(first))

    def learn(self) -> Order:
        """Return the learned order; the formula's if nothing was noted. Raises `Unavailable` without the extra."""
        lightgbm = _lightgbm()
        if not self._groups:
            return by_score
        lessons = lightgbm.Dataset(
            _matrix(self._rows),
            label=np.asarray(self._labels, dtype=np.float32),
            group=self._groups,
            init_score=np.asarray(self._guesses, dtype=np.float64),
            feature_name=[name.replace(" ", "_") for name in features.NAMES],
        )
        return Learned(lightgbm.train(PARAMETERS, lessons, num_boost_round=ROUNDS))


def _matrix(rows: list[list[float]]) -> NDArray[np.float32]:
    return np.asarray(rows, dtype=np.float32)


def _lightgbm() -> _LightGBM:
    try:
        return cast(_LightGBM, importlib.import_module("lightgbm"))
    except ImportError as missing:
        raise Unavailable("Learning needs the extra `ranking`: GUILDHALL_EXTRAS=ranking ./guildhall …") from missing
