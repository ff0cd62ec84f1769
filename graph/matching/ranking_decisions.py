"""Decisions between the learned order and the formula's, one for each time that the two were compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.driver import write
from graph.ids import new_id
from graph.matching import backtests
from graph.matching.backtests import Figures, Ranking
from graph.rows import read_as

# What started the comparison: a command, or the schedule.
DecidedBy = Literal["command", "schedule"]

SHOWN = 5


# A gain of this many standard errors is more than chance: one in forty orders that are no better would reach it.
SURE_ERRORS = 2
# How much more of all suggestions the five busiest people may get, as a share of 1.
FAIR_SHARE = 0.02


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The figures of both orders over the same questions, and whether the learned order is better.

    `gain` is how much higher its mean reciprocal rank is, and `error` the standard error of that difference. `lessons`
    is the number of answered questions that it learned from.
    """

    at: datetime
    by: DecidedBy
    lessons: int
    formula: Figures
    learned: Figures
    gain: float
    error: float
    is_better: bool


@dataclass(frozen=True, kw_only=True)
class _Row:
    at: datetime
    by: DecidedBy
    lessons: int
    formula: tuple[float, ...]
    learned: tuple[float, ...]
    gain: float
    error: float
    is_better: bool


def decide(formula: Sequence[Ranking], learned: Sequence[Ranking], *, by: DecidedBy, lessons: int) -> Decision:
    """Compare both orders over the same questions, in the same sequence.

    The learned order is better if its mean reciprocal rank is higher by more than two standard errors of the paired
    difference, if it has at least as many hits among the first five and ten, and if the five busiest people get at most
    0.02 more of all suggestions.
    """
    ours, theirs = backtests.measure(formula), backtests.measure(learned)
    gain, error = backtests.gain(formula, learned)
    return Decision(
        at=clock.now(),
        by=by,
        lessons=lessons,
        formula=ours,
        learned=theirs,
        gain=gain,
        error=error,
        is_better=gain > SURE_ERRORS * error
        and theirs.hit_at_5 >= ours.hit_at_5
        and theirs.hit_at_10 >= ours.hit_at_10
        and theirs.busiest_share <= ours.busiest_share + FAIR_SHARE,
    )


def keep(decision: Decision) -> None:
    """Store a decision. Earlier decisions stay."""
    write(
        """
        CREATE (made:OrderDecision {id: $id})
        SET made.at = datetime($at), made.by = $by, made.lessons = $lessons,
            made.formula = $formula, made.learned = $learned,
            made.gain = $gain, made.error = $error, made.is_better = $is_better
        """,
        id=new_id(),
        at=decision.at.isoformat(),
        by=decision.by,
        lessons=decision.lessons,
        formula=backtests.numbers(decision.formula),
        learned=backtests.numbers(decision.learned),
        gain=decision.gain,
        error=decision.error,
        is_better=decision.is_better,
    )


def latest() -> tuple[Decision, ...]:
    """Return the last five decisions, newest first. The first one decides which order is in use."""
    rows = read_as(
        _Row,
        """
        MATCH (made:OrderDecision)
        RETURN made.at AS at, made.by AS by, made.lessons AS lessons, made.formula AS formula, made.learned AS learned,
               made.gain AS gain, made.error AS error, made.is_better AS is_better
        ORDER BY made.at DESC
        LIMIT $limit
        """,
        limit=SHOWN,
    )
    return tuple(map(_decision, rows))


def _decision(row: _Row) -> Decision:
    return Decision(
        at=row.at,
        by=row.by,
        lessons=row.lessons,
        formula=backtests.figures(row.formula),
        learned=backtests.figures(row.learned),
        gain=row.gain,
        error=row.error,
        is_better=row.is_better,
    )
