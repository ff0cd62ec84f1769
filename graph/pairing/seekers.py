"""Seekers: someone who looks for a mentor for a goal, with everything that decides who fits, and how many there are.

Seeking is private. Mentors hear of it as a number, from three people on, and never who it is.
"""

from dataclasses import dataclass

from graph import clock
from graph.cards import SkillTag
from graph.driver import only
from graph.expertise import abilities
from graph.ids import GoalId, PersonId
from graph.mentoring.fit import Gap, Learner
from graph.mentoring.goals import NOT_YOURS
from graph.mentorships.working_time import WorkingTime
from graph.rows import read_as
from graph.viewers import Viewer

# With fewer, a mentor could guess who it is.
LEAST = 3


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """The person of a goal. `superiors` are all managers above them; `leads` says whether anyone reports to them.

    `barred` are people who must not be suggested: never, not now, paired already, or they said no to this goal. Nobody
    is told who they are.
    """

    skill: SkillTag
    level: int
    marks: tuple[float, ...] | None
    unit: str
    office: str
    languages: tuple[str, ...]
    time: WorkingTime
    superiors: frozenset[PersonId]
    leads: bool
    barred: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A skill that the viewer teaches, and how many people look for someone who does."""

    skill: SkillTag
    seekers: int


def get(goal: GoalId, *, viewer: Viewer) -> Seeker:
    """Return the viewer as the seeker of an open goal. Raises `NotFound` for goals of others, and for ended ones."""
    found = read_as(
        Seeker,
        """
        MATCH (me:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE goal.id = $goal AND goal.state = 'open' AND {{skill is known}}
        RETURN {slug: skill.slug, name: skill.name} AS skill,
               goal.level AS level,
               skill.marks AS marks,
               coalesce([(me)-[:WORKS_IN]->(unit:Unit) | unit.slug][0], '') AS unit,
               coalesce(me.office, '') AS office,
               coalesce(me.languages, []) AS languages,
               {{me is working}} AS time,
               [(me)-[:REPORTS_TO*1..30]->(superior:Person) | superior.id] AS superiors,
               EXISTS { (me)<-[:REPORTS_TO]-(:Person) } AS leads,
               [(me)-[:NEVER_WITH]-(one:Person) | one.id]
                   + [(goal)-[later:PUT_OFF]->(one:Person) WHERE later.until > datetime($now) | one.id]
                   + [(me)-[:LEARNS_IN]->(pair:Mentorship)<-[:MENTORS_IN]-(one:Person)
                       WHERE pair.state = 'running' | one.id]
                   + [(goal)<-[:FOR]-(:MentorRequest)<-[:PART_OF]-(ask:MentorAsk)-[:TO]->(one:Person)
                       WHERE ask.state IN ['declined', 'passed'] | one.id] AS barred
        """,
        viewer=viewer.id,
        goal=goal,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )
    return only(found, otherwise=NOT_YOURS)


def learner(seeker: Seeker, *, viewer: Viewer) -> Learner:
    """Return what the fit needs to know of the viewer, who seeks."""
    own = abilities.find(viewer.id, seeker.skill.slug, viewer=viewer)
    level = own.leading.level if own and own.leading else 0
    return Learner(
        id=viewer.id,
        unit=seeker.unit,
        languages=frozenset(map(str.casefold, seeker.languages)),
        clock=seeker.time.clock(clock.now()),
        superiors=seeker.superiors,
        gaps=(Gap(skill=seeker.skill.slug, level=level, wanted=seeker.level),),
    )


def sought(*, viewer: Viewer) -> tuple[Sought, ...]:
    """Return the skills that the viewer teaches and at least three others want to learn, most wanted first.

    Goals that are shared with nobody don't count. The number is the same whoever teaches the skill, and whomever a
    learner doesn't want suggested, so that nobody can tell from it who seeks.
    """
    found = read_as(
        Sought,
        """
        MATCH (me:Person {id: $viewer})-[standing:STANDS_IN]->(skill:Skill)
        WHERE standing.teaches AND {{skill is known}}
        MATCH (skill)<-[:IN_SKILL]-(goal:Goal)<-[:AIMS_AT]-(seeker:Person)
        WHERE goal.state = 'open' AND goal.shared_with <> 'nobody' AND {{seeker is listed}} AND seeker.id <> $viewer
        WITH skill, count(DISTINCT seeker) AS seekers
        WHERE seekers >= $least
        RETURN {slug: skill.slug, name: skill.name} AS skill, seekers
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        least=LEAST,
    )
    return tuple(sorted(found, key=lambda one: (-one.seekers, one.skill.name.casefold())))
