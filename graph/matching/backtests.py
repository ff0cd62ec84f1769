"""How well matching would have done in the past, and the figures of the last replay."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf, sqrt
from statistics import stdev

from graph import clock
from graph.driver import write
from graph.ids import PersonId
from graph.rows import read_as

BUSIEST = 5
SUGGESTED = 5


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The people that matching would have named for a question, best first, and the people who gave the best answer."""

    question: str
    at: datetime
    ranked: tuple[PersonId, ...]
    best: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How well an order did. All numbers but `questions` are between 0 and 1.

    `mrr` is the mean of 1 ÷ the place of the best answerer, with 0 if they were not named. `hit_at_5` is the share of
    questions with the best answerer among the first five. `busiest_share` is the share of all suggestions that went to
    the five people who were suggested most.
    """

    questions: int
    mrr: float
    hit_at_1: float
    hit_at_5: float
    hit_at_10: float
    busiest_share: float


@dataclass(frozen=True, kw_only=True)
class Backtest:
    """The figures of a replay. For comparison, `plain` are the figures of naming the people who have answered most.

    `learned` are the figures of an order learned from earlier questions, if it was tested too.
    """

    at: datetime
    figures: Figures
    plain: Figures
    learned: Figures | None = None


@dataclass(frozen=True, kw_only=True)
class _Row:
    at: datetime
    figures: tuple[float, ...]
    plain: tuple[float, ...]
    learned: tuple[float, ...] | None


def measure(rankings: Collection[Ranking]) -> Figures:
    """Return the figures over the questions whose best answerer is known."""
    tested = [ranking for ranking in rankings if ranking.best]
    places = [_place(ranking) for ranking in tested]
    suggested = Counter(person for ranking in tested for person in ranking.ranked[:SUGGESTED])
    return Figures(
        questions=len(tested),
        mrr=_mean(map(_reciprocal, tested)),
        hit_at_1=_mean(0 < place <= 1 for place in places),
        hit_at_5=_mean(0 < place <= 5 for place in places),
        hit_at_10=_mean(0 < place <= 10 for place in places),
        busiest_share=sum(count for _, count in suggested.most_common(BUSIEST)) / max(suggested.total(), 1),
    )


def gain(before: Sequence[Ranking], after: Sequence[Ranking]) -> tuple[float, float]:
    """Return how much the mean reciprocal rank of the same questions grew, and the standard error of the difference.

    The error is infinite for fewer than two questions.
    """
    pairs = [(_reciprocal(one), _reciprocal(other)) for one, other in zip(before, after, strict=True) if one.best]
    gains = [later - former for former, later in pairs]
    return _mean(gains), stdev(gains) / sqrt(len(gains)) if len(gains) > 1 else inf


def keep(figures: Figures, *, plain: Figures, learned: Figures | None = None) -> None:
    """Store the figures in place of those of the last replay.

    `plain` and `learned` mean the same as in `Backtest`.
    """
    write(
        """
        MERGE (backtest:Backtest {name: 'experts'})
        SET backtest.at = datetime($now), backtest.figures = $figures, backtest.plain = $plain,
            backtest.learned = $learned
        """,
        now=clock.now().isoformat(),
        figures=numbers(figures),
        plain=numbers(plain),
        learned=numbers(learned) if learned else None,
    )


def latest() -> Backtest | None:
    """Return the last replay, if there was one."""
    rows = read_as(
        _Row,
        """
        MATCH (backtest:Backtest {name: 'experts'})
        RETURN backtest.at AS at, backtest.figures AS figures, backtest.plain AS plain, backtest.learned AS learned
        """,
    )
    if not rows:
        return None
    row = rows[0]
    learned = figures(row.learned) if row.learned else None
    return Backtest(at=row.at, figures=figures(row.figures), plain=figures(row.plain), learned=learned)


def numbers(figures: Figures) -> list[float]:
    """Return figures as the graph stores them, in the order of their fields."""
    return [float(number) for number in vars(figures).values()]


def figures(numbers: Sequence[float]) -> Figures:
    """Return figures from the numbers that the graph stores."""
    questions, mrr, hit_at_1, hit_at_5, hit_at_10, busiest_share = numbers
    return Figures(
        questions=int(questions),
        mrr=mrr,
        hit_at_1=hit_at_1,
        hit_at_5=hit_at_5,
        hit_at_10=hit_at_10,
        busiest_share=busiest_share,
    )


def _reciprocal(ranking: Ranking) -> float:
    place = _place(ranking)
    return 1 / place if place else 0.0


def _place(ranking: Ranking) -> int:
    return next((place for place, person in enumerate(ranking.ranked, start=1) if person in ranking.best), 0)


def _mean(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / max(len(values), 1)
