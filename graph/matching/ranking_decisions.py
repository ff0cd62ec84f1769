"""Whether the learned order was better than the formula's, each time that the two were compared."""

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


# So many standard errors of the difference are more than chance: it would happen to one in forty that are no better.
SURE_ERRORS = 2
# What the five busiest may get more of all suggestions.
FAIR_SHARE = 0.02


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The figures of both orders over the same questions, and what followed.

    `gain` is by how much the learned order's mean reciprocal rank is higher, `error` the standard error of that
    difference. `lessons` is how many answered questions there were to learn from.
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

    The learned one is better if its mean reciprocal rank is higher by more than chance (two standard errors of the
    paired difference), it finds as many among the first five and ten, and it does not ask the same few people more.
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
    """Keep a decision beside the former ones."""
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
    """Return the last five decisions, the newest first: the first one decides which order is in use."""
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
