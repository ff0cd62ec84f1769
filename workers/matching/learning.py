"""Learns from the site's own past in which order to ask (LambdaMART), as a correction to the formula's order.

Needs the extra `ranking`, which is loaded only to learn an order or to use a learned one.
"""

import importlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graph.ids import PersonId, QuestionId
from graph.matching import experts, features
from graph.matching.experts import Suggestion
from graph.matching.scores import Candidate
from graph.matching.signals import Signals
from workers.matching.replay import Moment, Past

PACKAGE = "lightgbm"

# The largest number of questions to learn from, which limits time and memory.
MOST_LESSONS = 5_000

# Small trees and small steps, each of which sees a part of the questions and features: a site's past is short, and
# patterns that are due to chance must not decide. The values were chosen on the whole past of one community, not on
# its last part (docs/experts.md).
ROUNDS = 200
PARAMETERS: dict[str, object] = {
    "objective": "lambdarank",
    "learning_rate": 0.03,
    "num_leaves": 7,
    "min_data_in_leaf": 100,
    "lambda_l2": 10.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    # The same past gives the same order on every machine.
    "seed": 20_261_124,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


class Unavailable(Exception):
    """The extra `ranking` is not installed."""


class Trees(Protocol):
    """A learned model, as LightGBM holds it."""

    def predict(self, data: NDArray[np.float32], *, num_threads: int) -> NDArray[np.float64]: ...
    def model_to_string(self) -> str: ...


class _LightGBM(Protocol):
    """The part of LightGBM that we use."""

    def Dataset(  # noqa: N802
        self,
        data: NDArray[np.float32],
        *,
        label: NDArray[np.float32],
        group: list[int],
        init_score: NDArray[np.float64],
        feature_name: list[str],
    ) -> object: ...
    def Booster(self, *, model_str: str) -> Trees: ...  # noqa: N802
    def train(self, params: dict[str, object], data: object, *, num_boost_round: int) -> Trees: ...


class Learned:
    """A learned order. It corrects each score at the top of the list by a factor."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def __call__(
        self, ranked: Sequence[Suggestion], people: Sequence[Candidate], signs: Mapping[PersonId, Signals]
    ) -> Sequence[Suggestion]:
        """Return the first 150 in the learned order, followed by the others as they were."""
        first, rest = ranked[: experts.REORDERED], ranked[experts.REORDERED :]
        if len(first) < 2:
            return ranked
        corrections = np.exp(self._trees.predict(_matrix(features.rows(first, people, signs)), num_threads=1))
        corrected = [
            replace(one, score=one.score * float(factor), is_learned=True)
            for one, factor in zip(first, corrections, strict=True)
        ]
        return [*sorted(corrected, key=lambda one: -one.score), *rest]

    def written(self) -> str:
        """Return the order as text, from which `read` makes the same order again."""
        return self._trees.model_to_string()


@dataclass(frozen=True, kw_only=True)
class _Lesson:
    """A question, the people the formula named for it, and what was known about them."""

    question: QuestionId
    people: tuple[PersonId, ...]
    rows: NDArray[np.float32]
    guesses: NDArray[np.float64]


class Lessons:
    """Lessons from the past: the people the formula named for each question, and which of them answered it best."""

    def __init__(self) -> None:
        self._lessons = deque[_Lesson](maxlen=MOST_LESSONS)

    def note(self, moment: Moment) -> None:
        """Add a question. Beyond 5,000, the oldest is dropped."""
        first = experts.rank(moment.people)[: experts.REORDERED]
        self._lessons.append(
            _Lesson(
                question=moment.question.id,
                people=tuple(one.person for one in first),
                rows=_matrix(features.rows(first, moment.people, moment.signs)),
                guesses=np.asarray(features.first_guess(first, moment.people), np.float64),
            )
        )

    def learn(self, past: Past, *, before: datetime | None = None) -> Learned | None:
        """Return the order learned from the best answers as they were known before a moment, or are known now.

        Returns `None` if there is nothing to learn, because no best answerer was among the people named. Raises
        `Unavailable` without the extra.
        """
        package = lightgbm()
        labelled = [(one, _labels(one, past.best(one.question, before=before))) for one in self._lessons]
        telling = [(lesson, labels) for lesson, labels in labelled if labels.any()]
        if not telling:
            return None
        data = package.Dataset(
            np.concatenate([lesson.rows for lesson, _ in telling]),
            label=np.concatenate([labels for _, labels in telling]),
            group=[len(labels) for _, labels in telling],
            init_score=np.concatenate([lesson.guesses for lesson, _ in telling]),
            feature_name=[name.replace(" ", "_") for name in features.NAMES],
        )
        return Learned(package.train(PARAMETERS, data, num_boost_round=ROUNDS))


def read(written: str) -> Learned:
    """Return the order that was written down. Raises `Unavailable` without the extra."""
    return Learned(lightgbm().Booster(model_str=written))


def lightgbm() -> _LightGBM:
    """Return the package. Raises `Unavailable` if it is not installed."""
    try:
        return cast(_LightGBM, importlib.import_module(PACKAGE))
    except ImportError as missing:
        raise Unavailable("Learning needs the extra `ranking`: GUILDHALL_EXTRAS=ranking ./guildhall …") from missing


def _labels(lesson: _Lesson, best: frozenset[PersonId]) -> NDArray[np.float32]:
    return np.asarray([person in best for person in lesson.people], np.float32)


def _matrix(rows: list[list[float]]) -> NDArray[np.float32]:
    return np.asarray(rows, np.float32).reshape(len(rows), len(features.NAMES))
