"""A round: pairs many learners with many mentors at once, and says what would help everyone who stays alone."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from graph.ids import PersonId
from graph.mentoring import fit
from graph.mentoring.fit import ALWAYS, WEIGHTS, Learner, Mentor, Obstacle, Parts, Rules
from workers.mentoring import exchanges, most_covered, pairs, stable
from workers.mentoring.exchanges import Exchange
from workers.mentoring.pairs import IMPOSSIBLE, Flags, Pairs
from workers.mentoring.stable import Pairing

Way = Literal["stable", "most"]
WAYS: dict[Way, Callable[[Pairs], Pairing]] = {"stable": stable.pair, "most": most_covered.pair}

# What a coach or the two can change, the easiest first.
EASE: tuple[Obstacle, ...] = ("places", "unit", "hours", "language")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a round is made. `locked` are pairs that a coach has decided, by learner: they are kept whatever it says."""

    way: Way = "stable"
    rules: Rules = ALWAYS
    weights: Parts = WEIGHTS
    locked: Mapping[PersonId, PersonId] = field(default_factory=dict[PersonId, PersonId])


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A learner and a mentor, and why they fit."""

    learner: PersonId
    mentor: PersonId
    parts: Parts
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class Unpaired:
    """A learner without a mentor, and the smallest change that would help: what stands between them and a mentor.

    `mentor` is `None` if nobody in the round is ahead of them in a skill that they want.
    """

    learner: PersonId
    mentor: PersonId | None
    obstacle: Obstacle


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a round would give, by the ids of learners. Nothing is stored yet."""

    pairs: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    exchanges: tuple[Exchange, ...]


def outcome(learners: Collection[Learner], mentors: Collection[Mentor], plan: Plan) -> Outcome:
    """Return what a round would give. The same people give the same outcome, in whatever order they come."""
    mentor_of = {one.id: one for one in mentors}
    held = [(one, mentor_of[plan.locked[one.id]]) for one in learners if plan.locked.get(one.id) in mentor_of]
    free = [one for one in learners if one.id not in {learner.id for learner, _ in held}]
    left = _with_places_left(mentors, [mentor.id for _, mentor in held])
    table = pairs.of(free, left, rules=plan.rules, weights=plan.weights)
    chosen = WAYS[plan.way](table)
    made = [(table.learners[row], table.mentors[column]) for row, column in chosen.items()]
    return Outcome(
        pairs=tuple(sorted((*_pairs(held, plan, True), *_pairs(made, plan, False)), key=lambda one: one.learner)),
        unpaired=_unpaired(table, chosen),
        exchanges=exchanges.of(table),
    )


def _with_places_left(mentors: Iterable[Mentor], taken: Collection[PersonId]) -> list[Mentor]:
    counts = {id: sum(one == id for one in taken) for id in taken}
    return [replace(one, places=max(0, one.places - counts.get(one.id, 0))) for one in mentors]


def _pairs(found: Iterable[tuple[Learner, Mentor]], plan: Plan, is_locked: bool) -> list[Pair]:
    return [
        Pair(
            learner=learner.id,
            mentor=mentor.id,
            parts=fit.fit(learner, mentor, weights=plan.weights),
            is_locked=is_locked,
        )
        for learner, mentor in found
    ]


def _unpaired(table: Pairs, chosen: Pairing) -> tuple[Unpaired, ...]:
    taken = np.bincount(list(chosen.values()), minlength=len(table.mentors)) if chosen else 0
    obstacles: dict[Obstacle, Flags] = {**table.obstacles, "places": table.is_full(table.places - taken)}
    is_last = np.add.reduce([flags.astype(np.int8) for flags in obstacles.values()]) == 1
    alone = [row for row in range(len(table.learners)) if row not in chosen]
    return tuple(
        _smallest_change(table, row, {one: obstacles[one][row] & is_last[row] for one in EASE}) for row in alone
    )


def _smallest_change(table: Pairs, row: int, helps: Mapping[Obstacle, Flags]) -> Unpaired:
    """Return the easiest change that would help, and the mentor who fits best after it.

    `helps` says for each change with which mentors it would be the only one that is needed.
    """
    learner = table.learners[row].id
    for obstacle, mentors in helps.items():
        if mentors.any():
            best = int(np.argmax(np.where(mentors, table.fit[row], IMPOSSIBLE)))
            return Unpaired(learner=learner, mentor=table.mentors[best].id, obstacle=obstacle)
    return Unpaired(learner=learner, mentor=None, obstacle="skill")
