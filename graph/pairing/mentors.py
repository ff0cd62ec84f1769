"""Mentors for a goal: who could help someone get there, why, and what speaks against it.

graph/mentoring/fit.py says how well each fits and what makes a pair impossible. People are ranked by

    fit · (0.1 + 0.9 · 2^(-days since they were last active / 14)) / (1 + (mentees + waiting requests) / places)

No part depends on who else could be a mentor, so one more never changes the order of the others.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.driver import settings
from graph.expertise.stated_levels import LevelSource
from graph.ids import GoalId, PersonId
from graph.matching import experts
from graph.mentoring import fit
from graph.mentoring.fit import Learner, Mentor, Parts
from graph.pairing import mentor_reasons, seekers, teachers
from graph.pairing.mentor_reasons import Reason
from graph.pairing.seekers import Seeker
from graph.pairing.teachers import Teacher
from graph.viewers import Viewer

PROPOSED = 5
# What speaks against someone: clocks so far apart, one place left of several, or such a long silence about the skill.
HOURS_APART = 3
SILENCE = timedelta(days=90)

AgainstKind = Literal["hours", "places", "silence"]


@dataclass(frozen=True, kw_only=True)
class Against:
    """What speaks against someone, with the hours between the clocks, the places left, or the months of silence."""

    kind: AgainstKind
    number: int


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A mentor for a goal, as the learner sees them.

    They are `ahead` by so many levels. `parts` add up to the fit, each times its weight. `languages` are those of both.
    """

    id: PersonId
    name: str
    photo: str | None
    headline: str
    unit: str
    level: int
    source: LevelSource
    ahead: int
    languages: tuple[str, ...]
    parts: Parts
    reasons: tuple[Reason, ...]
    against: tuple[Against, ...]


@dataclass(frozen=True, kw_only=True)
class _Able:
    teacher: Teacher
    mentor: Mentor
    parts: Parts
    score: float


def suggest(goal: GoalId, *, viewer: Viewer, besides: Collection[PersonId] = ()) -> tuple[Proposal, ...]:
    """Return at most five mentors for an open goal of the viewer, best first, and those `besides` who can be asked.

    Raises `NotFound` for goals of others.
    """
    seeker = seekers.get(goal, viewer=viewer)
    learner = seekers.learner(seeker, viewer=viewer)
    ranked = _ranked(seeker, learner, viewer)
    best = [one for place, one in enumerate(ranked) if place < PROPOSED or one.teacher.id in besides]
    levels = {one.teacher: one.mentor.levels[seeker.skill.slug] for one in best}
    reasons = mentor_reasons.of(levels, seeker, viewer=viewer) if best else {}
    return tuple(_proposal(one, learner, seeker, reasons[one.teacher.id]) for one in best)


def able(goal: GoalId, *, viewer: Viewer) -> tuple[PersonId, ...]:
    """Return everyone who can be asked for an open goal of the viewer, best first. Raises `NotFound` as above."""
    seeker = seekers.get(goal, viewer=viewer)
    return tuple(one.teacher.id for one in _ranked(seeker, seekers.learner(seeker, viewer=viewer), viewer))


def weights() -> Parts:
    """Return how much each part of the fit counts on this site. The sum is 1."""
    chosen = astuple(settings().mentor_weights)
    gap, ahead, hours, feedback, unit = (one / sum(chosen) for one in chosen)
    return Parts(gap=gap, ahead=ahead, hours=hours, feedback=feedback, unit=unit)


def _ranked(seeker: Seeker, learner: Learner, viewer: Viewer) -> list[_Able]:
    """Return those without obstacles, best first. Equals are in the order of their ids."""
    now, site = clock.now(), weights()
    found = [(one, teachers.mentor(one, seeker, viewer=viewer, at=now)) for one in teachers.of(seeker, viewer=viewer)]
    people = [
        _able(teacher, mentor, fit.fit(learner, mentor, weights=site), at=now)
        for teacher, mentor in found
        if not fit.obstacles(learner, mentor)
    ]
    return sorted(people, key=lambda one: (-one.score, one.teacher.id))


def _able(teacher: Teacher, mentor: Mentor, parts: Parts, *, at: datetime) -> _Able:
    idle = at - (teacher.last_active_at or clock.EPOCH)
    load = 1 / (1 + (teacher.running + teacher.asks) / teacher.places)
    return _Able(
        teacher=teacher,
        mentor=mentor,
        parts=parts,
        score=parts.total * experts.availability(idle, recent_asks=0) * load,
    )


def _proposal(one: _Able, learner: Learner, seeker: Seeker, reasons: tuple[Reason, ...]) -> Proposal:
    [ahead] = fit.levels_ahead(learner, one.mentor)
    return Proposal(
        id=one.teacher.id,
        name=one.teacher.name,
        photo=one.teacher.photo,
        headline=one.teacher.headline,
        unit=one.teacher.unit_name,
        level=one.mentor.levels[seeker.skill.slug],
        source=one.teacher.source,
        ahead=ahead,
        languages=tuple(name for name in one.teacher.languages if name.casefold() in learner.languages),
        parts=one.parts,
        reasons=reasons,
        against=tuple(_against(one, fit.hours_apart(learner, one.mentor))),
    )


def _against(one: _Able, apart: float | None) -> Sequence[Against]:
    silent = clock.now() - one.teacher.last_at if one.teacher.last_at else timedelta(0)
    found: Sequence[tuple[bool, Against]] = [
        ((apart or 0) >= HOURS_APART, Against(kind="hours", number=round(apart or 0))),
        (one.teacher.running > 0 and one.teacher.free == 1, Against(kind="places", number=1)),
        (silent >= SILENCE, Against(kind="silence", number=silent // timedelta(days=30))),
    ]
    return [against for holds, against in found if holds]
