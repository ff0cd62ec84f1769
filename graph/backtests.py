"""How well the finder would have done in the past, and the figures of the last time that somebody asked."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.ids import PersonId

BUSIEST = 5
SUGGESTED = 5


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Whom the finder would have named for a question, best first, and who then gave the best answer."""

    question: str
    at: datetime
    ranked: tuple[PersonId, ...]
    best: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`mrr` is the mean of 1 ÷ the place of the best answerer, 0 if not named; `hit_at_5` is the share of questions
    with the best answerer among the first five; `busiest_share` is what the five busiest got of all suggestions.
    """

    questions: int
    mrr: float
    hit_at_1: float
    hit_at_5: float
    hit_at_10: float
    busiest_share: float


@dataclass(frozen=True, kw_only=True)
class Backtest:
    """The figures of a replay, and beside them those of naming whoever has answered most, to compare with."""

    at: datetime
    figures: Figures
    plain: Figures


def measure(rankings: Collection[Ranking]) -> Figures:
    """Return the figures of those questions of which somebody is known to have given the best answer."""
    tested = [ranking for ranking in rankings if ranking.best]
    places = [_place(ranking) for ranking in tested]
    suggested = Counter(person for ranking in tested for person in ranking.ranked[:SUGGESTED])
    return Figures(
        questions=len(tested),
        mrr=_mean(1 / place if place else 0.0 for place in places),
        hit_at_1=_mean(0 < place <= 1 for place in places),
        hit_at_5=_mean(0 < place <= 5 for place in places),
        hit_at_10=_mean(0 < place <= 10 for place in places),
        busiest_share=sum(count for _, count in suggested.most_common(BUSIEST)) / max(suggested.total(), 1),
    )


def keep(figures: Figures, *, plain: Figures) -> None:
    """Keep the figures in place of those of the last time; `plain` are those of naming whoever has answered most."""
    write(
        """
        MERGE (backtest:Backtest {name: 'experts'})
        SET backtest.at = datetime($now), backtest.figures = $figures, backtest.plain = $plain
        """,
        now=clock.now().isoformat(),
        figures=[float(number) for number in vars(figures).values()],
        plain=[float(number) for number in vars(plain).values()],
    )


def latest() -> Backtest | None:
    """Return the last replay, if there was one."""
    rows = read(
        """
        MATCH (backtest:Backtest {name: 'experts'})
        RETURN backtest.at AS at, backtest.figures AS figures, backtest.plain AS plain
        """
    )
    return (
        Backtest(at=rows[0]["at"], figures=_figures(rows[0]["figures"]), plain=_figures(rows[0]["plain"]))
        if rows
        else None
    )


def _place(ranking: Ranking) -> int:
    return next((place for place, person in enumerate(ranking.ranked, start=1) if person in ranking.best), 0)


def _mean(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / max(len(values), 1)


def _figures(numbers: list[float]) -> Figures:
    questions, mrr, hit_at_1, hit_at_5, hit_at_10, busiest_share = numbers
    return Figures(
        questions=int(questions),
        mrr=mrr,
        hit_at_1=hit_at_1,
        hit_at_5=hit_at_5,
        hit_at_10=hit_at_10,
        busiest_share=busiest_share,
    )
