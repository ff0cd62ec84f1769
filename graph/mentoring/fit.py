"""How well a mentor fits a learner, and what stands in the way. Nothing here reads the graph.

The fit is a sum of five parts, each between 0 and its weight:

* `gap`: the mean over the wanted skills of how many levels the mentor is ahead of the learner, of four;
* `ahead`: best if the mentor is two levels ahead, because someone who is further away remembers less of the way;
* `hours`: how near their clocks are;
* `feedback`: what earlier learners said of being mentored by them, a half if nobody has said anything;
* `unit`: whether they work in different units, so that knowledge travels.

No part depends on who else takes part, so a new mentor never changes the order of the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.ids import PersonId, SkillSlug

MOST_HOURS_APART = 9
BEST_LEVELS_AHEAD = 2
NO_FEEDBACK = 0.5
HOURS_OF_A_DAY = 24

# What can make a pair impossible, the easiest to change first.
Obstacle = Literal["places", "unit", "hours", "language", "line", "skill", "self"]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A skill that someone wants to get better at: their level now (0 if they have none) and the level they want."""

    skill: SkillSlug
    level: int
    wanted: int

    @property
    def begins_at(self) -> int:
        return max(self.level, NOVICE)


@dataclass(frozen=True, kw_only=True)
class _Somebody:
    """What counts of both. Languages or a time zone that nobody has stated stand in nobody's way.

    `clock` is how many hours their time is ahead of UTC. `superiors` are all managers above them.
    """

    id: PersonId
    unit: str = ""
    languages: frozenset[str] = frozenset()
    clock: float | None = None
    superiors: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Learner(_Somebody):
    """Someone who wants to learn, and what."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, kw_only=True)
class Mentor(_Somebody):
    """Someone who offers to teach: their level in each skill, the places left, and feedback between 0 and 1."""

    levels: Mapping[SkillSlug, int]
    places: int
    feedback: float | None = None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a round asks for besides what always holds: at most so many hours apart, and people of different units."""

    hours_apart: float = MOST_HOURS_APART
    other_unit: bool = False


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A number for each part of the fit."""

    gap: float
    ahead: float
    hours: float
    feedback: float
    unit: float

    @property
    def total(self) -> float:
        return self.gap + self.ahead + self.hours + self.feedback + self.unit


ALWAYS = Rules()
WEIGHTS = Parts(gap=0.50, ahead=0.15, hours=0.15, feedback=0.10, unit=0.10)


def obstacles(learner: Learner, mentor: Mentor, *, rules: Rules = ALWAYS) -> tuple[Obstacle, ...]:
    """Return everything that makes this pair impossible, the easiest to change first. Empty if they can be paired."""
    apart = hours_apart(learner, mentor)
    found: dict[Obstacle, bool] = {
        "places": mentor.places < 1,
        "unit": rules.other_unit and learner.unit == mentor.unit,
        "hours": apart is not None and apart > rules.hours_apart,
        "language": bool(learner.languages and mentor.languages) and not learner.languages & mentor.languages,
        "line": mentor.id in learner.superiors or learner.id in mentor.superiors,
        "skill": not any(levels_ahead(learner, mentor)),
        "self": learner.id == mentor.id,
    }
    return tuple(obstacle for obstacle, is_there in found.items() if is_there)


def fit(learner: Learner, mentor: Mentor, *, weights: Parts = WEIGHTS) -> Parts:
    """Return the parts of the fit of a pair, each times its weight. Says nothing of whether they can be paired."""
    ahead = levels_ahead(learner, mentor)
    covered = [levels for levels in ahead if levels]
    apart = hours_apart(learner, mentor)
    return Parts(
        gap=weights.gap * sum(ahead) / (len(ahead) * (AUTHORITY - NOVICE)),
        ahead=weights.ahead * nearness_of_level(sum(covered) / len(covered)) if covered else 0.0,
        hours=weights.hours * (0.5 if apart is None else max(0.0, 1 - apart / MOST_HOURS_APART)),
        feedback=weights.feedback * (NO_FEEDBACK if mentor.feedback is None else mentor.feedback),
        unit=weights.unit if learner.unit != mentor.unit else 0.0,
    )


def levels_ahead(learner: Learner, mentor: Mentor) -> tuple[int, ...]:
    """Return for each gap of the learner how many levels the mentor is ahead, 0 if they aren't."""
    return tuple(max(0, mentor.levels.get(gap.skill, 0) - gap.begins_at) for gap in learner.gaps)


def hours_apart(learner: Learner, mentor: Mentor) -> float | None:
    """Return how many hours their clocks differ, at most 12. `None` if one of them has stated no time zone."""
    if learner.clock is None or mentor.clock is None:
        return None
    apart = abs(learner.clock - mentor.clock) % HOURS_OF_A_DAY
    return min(apart, HOURS_OF_A_DAY - apart)


def nearness_of_level(ahead: float) -> float:
    """Return how good it is to be so many levels ahead: 1 for two, half for one or three, 0 for none or four."""
    return max(0.0, 1 - abs(ahead - BEST_LEVELS_AHEAD) / BEST_LEVELS_AHEAD)
