"""How well every mentor of a round fits every learner, as one table: graph/mentoring/fit.py for thousands of people.

Rows are learners and columns are mentors, both in the order of their ids, so that the order in which people joined
decides nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.ids import PersonId, SkillSlug
from graph.mentoring.fit import (
    ALWAYS,
    BEST_LEVELS_AHEAD,
    HOURS_OF_A_DAY,
    MOST_HOURS_APART,
    NO_FEEDBACK,
    WEIGHTS,
    Learner,
    Mentor,
    Obstacle,
    Parts,
    Rules,
)

Table = NDArray[np.float64]
Flags = NDArray[np.bool_]
IMPOSSIBLE = -np.inf


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """All learners and mentors of a round.

    `fit` is the utility of each pair, whether it is possible or not. `obstacles` says what stands in the way of each,
    apart from places, of which `places` says how many each mentor has.
    """

    learners: tuple[Learner, ...]
    mentors: tuple[Mentor, ...]
    fit: Table
    obstacles: Mapping[Obstacle, Flags]
    places: NDArray[np.int64]

    @cached_property
    def utility(self) -> Table:
        """The utility of each pair, between 0 and 1, and -inf for those that can't be."""
        is_blocked = np.logical_or.reduce([*self.obstacles.values(), self.is_full(self.places)])
        return np.where(is_blocked, IMPOSSIBLE, self.fit)

    def is_full(self, places: NDArray[np.int64]) -> Flags:
        """Return for each pair whether the mentor has none of these places."""
        return np.broadcast_to(places < 1, self.fit.shape)


def of(
    learners: Collection[Learner], mentors: Collection[Mentor], *, rules: Rules = ALWAYS, weights: Parts = WEIGHTS
) -> Pairs:
    """Return the table of a round."""
    rows, columns = sorted(learners, key=lambda one: one.id), sorted(mentors, key=lambda one: one.id)
    gaps, ahead, covers = _levels(rows, columns)
    apart, differs = _hours_apart(rows, columns), _differs([one.unit for one in rows], [one.unit for one in columns])
    return Pairs(
        learners=tuple(rows),
        mentors=tuple(columns),
        fit=weights.gap * gaps
        + weights.ahead * ahead
        + weights.hours * np.where(np.isnan(apart), 0.5, np.maximum(0.0, 1 - apart / MOST_HOURS_APART))
        + weights.feedback * np.array([NO_FEEDBACK if one.feedback is None else one.feedback for one in columns])
        + weights.unit * differs,
        obstacles={
            "unit": ~differs if rules.other_unit else np.zeros_like(differs),
            "hours": apart > rules.hours_apart,
            "language": ~_share_language(rows, columns),
            "line": _in_line(rows, columns),
            "skill": ~covers,
        },
        places=np.array([max(0, one.places) for one in columns], dtype=np.int64),
    )


def _levels(rows: Sequence[Learner], columns: Sequence[Mentor]) -> tuple[Table, Table, Flags]:
    """Return the part of the gaps that is covered, how good the distance in levels is, and whether any is covered."""
    total, covered = np.zeros((len(rows), len(columns))), np.zeros((len(rows), len(columns)))
    for skill in sorted({gap.skill for one in rows for gap in one.gaps}):
        wanting, begins = _wanting(rows, skill)
        offering = [place for place, one in enumerate(columns) if one.levels.get(skill)]
        levels = np.array([columns[place].levels[skill] for place in offering], dtype=np.float64)
        ahead = np.maximum(0.0, levels[None, :] - begins[:, None])
        total[np.ix_(wanting, offering)] += ahead
        covered[np.ix_(wanting, offering)] += ahead > 0
    mean = np.divide(total, covered, out=np.zeros_like(total), where=covered > 0)
    wanted = np.array([max(1, len(one.gaps)) for one in rows], dtype=np.float64)[:, None]
    distance = np.where(covered > 0, np.maximum(0.0, 1 - np.abs(mean - BEST_LEVELS_AHEAD) / BEST_LEVELS_AHEAD), 0.0)
    return total / (wanted * (AUTHORITY - NOVICE)), distance, covered > 0


def _wanting(rows: Sequence[Learner], skill: SkillSlug) -> tuple[list[int], Table]:
    found = [(place, gap.begins_at) for place, one in enumerate(rows) for gap in one.gaps if gap.skill == skill]
    return [place for place, _ in found], np.array([begins for _, begins in found], dtype=np.float64)


def _hours_apart(rows: Sequence[Learner], columns: Sequence[Mentor]) -> Table:
    """Return how many hours each two are apart on the clock, not a number if one has stated no time zone."""
    left, right = (np.array([np.nan if one.clock is None else one.clock for one in side]) for side in (rows, columns))
    apart = np.abs(left[:, None] - right[None, :]) % HOURS_OF_A_DAY
    return np.minimum(apart, HOURS_OF_A_DAY - apart)


def _share_language(rows: Sequence[Learner], columns: Sequence[Mentor]) -> Flags:
    names = sorted({name for one in (*rows, *columns) for name in one.languages})
    left, right = _spoken(rows, names), _spoken(columns, names)
    says_nothing = (left.sum(axis=1) == 0)[:, None] | (right.sum(axis=1) == 0)[None, :]
    return (left @ right.T > 0) | says_nothing


def _spoken(people: Sequence[Learner] | Sequence[Mentor], names: Sequence[str]) -> Table:
    return np.array([[float(name in one.languages) for name in names] for one in people]).reshape(
        len(people), len(names)
    )


def _in_line(rows: Sequence[Learner], columns: Sequence[Mentor]) -> Flags:
    """Return whether one manages the other, directly or not, or is the other."""
    row_of: dict[PersonId, int] = {one.id: place for place, one in enumerate(rows)}
    column_of: dict[PersonId, int] = {one.id: place for place, one in enumerate(columns)}
    above = [(row, column_of.get(id)) for row, one in enumerate(rows) for id in (one.id, *one.superiors)]
    below = [(row_of.get(id), column) for column, one in enumerate(columns) for id in one.superiors]
    found = np.zeros((len(rows), len(columns)), dtype=np.bool_)
    for row, column in (*above, *below):
        if row is not None and column is not None:
            found[row, column] = True
    return found


def _differs(left: Sequence[str], right: Sequence[str]) -> Flags:
    return np.array(left)[:, None] != np.array(right)[None, :]
