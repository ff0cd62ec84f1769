"""Pools: everyone in a round who can be paired now, and how. No page shows a pool; workers make previews of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.expertise import inferred_levels
from graph.ids import GoalId, MentoringRoundId, PersonId, SkillSlug
from graph.mentoring.fit import Gap, Learner, Mentor, Rules
from graph.mentoring.offers import PLACES
from graph.mentorships import feedback
from graph.mentorships.feedback import Said
from graph.mentorships.working_time import WorkingTime
from graph.rounds import rounds
from graph.rounds.rounds import Way
from graph.rows import read_as


@dataclass(frozen=True, kw_only=True)
class Lock:
    """A pair that a coach has decided."""

    learner: PersonId
    mentor: PersonId


@dataclass(frozen=True, kw_only=True)
class Pool:
    """What a preview is made of. `key` says of which state of the round, and `wanted_key` which wish it grants.

    `without_goals` are people who joined to learn and have none of the goals any more with which they joined.
    """

    way: Way
    rules: Rules
    key: int
    wanted_key: int | None
    locks: tuple[Lock, ...]
    learners: tuple[Learner, ...]
    mentors: tuple[Mentor, ...]
    without_goals: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class _Round:
    way: Way
    hours_apart: int
    other_unit: bool
    pool_key: int
    wanted_key: int | None
    locks: tuple[Lock, ...]


@dataclass(frozen=True, kw_only=True)
class _Goal:
    id: GoalId
    skill: SkillSlug
    level: int


@dataclass(frozen=True, kw_only=True)
class _Person:
    """Someone in the round. `barred` are people whom they must not be paired with, and nobody is told why."""

    id: PersonId
    unit: str
    languages: tuple[str, ...]
    zone: str
    barred: tuple[PersonId, ...]
    learns: bool
    teaches: bool
    goals: tuple[_Goal, ...]
    places: int
    feedback: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class _Knows:
    person: PersonId
    skill: SkillSlug
    level: int | None
    weight: float
    evidence: int
    marks: tuple[float, ...] | None
    teaches: bool


def find(id: MentoringRoundId) -> Pool | None:
    """Return who can be paired in a round, `None` if there is no such round or its pairs are published."""
    found = read_as(
        _Round,
        """
        MATCH (round:MentoringRound {id: $id})
        WHERE round.state <> 'published'
        RETURN round.way AS way,
               round.hours_apart AS hours_apart,
               round.other_unit AS other_unit,
               round.pool_key AS pool_key,
               round.wanted_key AS wanted_key,
               [(round)-[lock:LOCKS]->(learner:Person) | {learner: learner.id, mentor: lock.mentor}] AS locks
        """,
        id=id,
    )
    return _pool(id, found[0]) if found else None


def _pool(id: MentoringRoundId, found: _Round) -> Pool:
    now, people = clock.now(), _people(id)
    skills = {goal.skill for one in people for goal in one.goals}
    levels, taught = _levels(id, [one.id for one in people], skills, at=now)
    barred = {one.id: one.barred for one in people}
    return Pool(
        way=found.way,
        rules=Rules(hours_apart=found.hours_apart, other_unit=found.other_unit),
        key=found.pool_key,
        wanted_key=found.wanted_key,
        # A lock gives way silently if one of the two doesn't want the other.
        locks=tuple(one for one in found.locks if one.mentor not in barred.get(one.learner, ())),
        learners=tuple(_learner(one, levels[one.id], at=now) for one in people if one.learns and one.goals),
        mentors=tuple(_mentor(one, taught[one.id], at=now) for one in people if one.teaches),
        without_goals=tuple(one.id for one in people if one.learns and not one.goals),
    )


def _people(id: MentoringRoundId) -> tuple[_Person, ...]:
    return read_as(
        _Person,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        MATCH (person:Person)-[joins:JOINS]->(round)
        WHERE person.state = 'active' AND NOT coalesce(joins.is_left_out, false)
          AND EXISTS { (person)-[:MEMBER_OF]->(community) }
        WITH person, joins, {{person is free for}} AS free
        RETURN person.id AS id,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.slug][0], '') AS unit,
               coalesce(person.languages, []) AS languages,
               coalesce(person.time_zone, '') AS zone,
               [(person)-[:REPORTS_TO*1..30]->(superior:Person) | superior.id]
                   + [(person)-[:NEVER_WITH]-(never:Person) | never.id]
                   + [(person)-[:LEARNS_IN]->(pair:Mentorship)<-[:MENTORS_IN]-(mentor:Person)
                       WHERE pair.state = 'running' | mentor.id] AS barred,
               joins.learns AS learns,
               joins.teaches AS teaches,
               [(person)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
                   WHERE goal.id IN joins.goals AND goal.state = 'open' AND {{skill is known}}
                   | {id: goal.id, skill: skill.slug, level: goal.level}] AS goals,
               CASE WHEN free < joins.places THEN free ELSE joins.places END AS places,
               {{person is judged}} AS feedback
        """,
        id=id,
        audiences=rounds.audiences(id),
        places=PLACES,
    )


def _levels(
    id: MentoringRoundId, people: Collection[PersonId], skills: Collection[SkillSlug], *, at: datetime
) -> tuple[Mapping[PersonId, dict[SkillSlug, int]], Mapping[PersonId, dict[SkillSlug, int]]]:
    """Return everyone's level in each of these skills, and in those that they teach, as all in the round may see it."""
    rows = read_as(
        _Knows,
        """
        UNWIND $people AS one
        MATCH (person:Person {id: one})-[knows:KNOWS]->(skill:Skill)
        WHERE skill.slug IN $skills AND {{knows is shown}}
        WITH person, skill, max(knows.level) AS level, sum(knows.weight) AS weight, sum(knows.evidence) AS evidence
        RETURN person.id AS person,
               skill.slug AS skill,
               level,
               weight,
               evidence,
               skill.marks AS marks,
               EXISTS { MATCH (person)-[stance:STANDS_IN]->(same:Skill)
                        WHERE same.slug = skill.slug AND stance.teaches AND {{stance is not hidden}} } AS teaches
        """,
        people=list(people),
        skills=sorted(skills),
        audiences=rounds.audiences(id),
    )
    return _by_person(rows, at), _by_person([row for row in rows if row.teaches], at)


def _by_person(rows: Iterable[_Knows], at: datetime) -> Mapping[PersonId, dict[SkillSlug, int]]:
    found = defaultdict[PersonId, dict[SkillSlug, int]](dict)
    for row in rows:
        inferred = inferred_levels.inferred(row.weight, marks=row.marks, now=at) if row.evidence else 0
        found[row.person][row.skill] = inferred if row.level is None else row.level
    return found


def _learner(one: _Person, levels: Mapping[SkillSlug, int], *, at: datetime) -> Learner:
    return Learner(
        id=one.id,
        unit=one.unit,
        languages=frozenset(map(str.casefold, one.languages)),
        clock=WorkingTime(zone=one.zone).clock(at),
        superiors=frozenset(one.barred),
        gaps=tuple(Gap(skill=goal.skill, level=levels.get(goal.skill, 0), wanted=goal.level) for goal in one.goals),
    )


def _mentor(one: _Person, levels: Mapping[SkillSlug, int], *, at: datetime) -> Mentor:
    return Mentor(
        id=one.id,
        unit=one.unit,
        languages=frozenset(map(str.casefold, one.languages)),
        clock=WorkingTime(zone=one.zone).clock(at),
        superiors=frozenset(one.barred),
        levels=levels,
        places=max(0, one.places),
        feedback=feedback.share(one.feedback),
    )
