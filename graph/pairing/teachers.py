"""Teachers: people who teach a skill and can be asked to be a mentor now, as far as a learner may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.expertise import inferred_levels
from graph.expertise.stated_levels import LevelSource
from graph.ids import PersonId
from graph.mentoring.fit import Mentor
from graph.mentoring.offers import PLACES
from graph.mentorships import feedback
from graph.mentorships.feedback import Said
from graph.mentorships.working_time import WorkingTime
from graph.pairing.seekers import Seeker
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Known:
    """What someone knows about the skill, in one audience."""

    weight: float
    evidence: int
    level: int | None
    source: LevelSource | None
    last_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Teacher:
    """Someone who teaches the skill. `running` are their mentees, and `asks` are requests that wait for them.

    `is_led` says whether they report to the seeker and don't offer reverse mentoring. `feedback` is what learners said
    of mentorships that ended.
    """

    id: PersonId
    name: str
    photo: str | None
    headline: str
    unit: str
    unit_name: str
    office: str
    languages: tuple[str, ...]
    time: WorkingTime
    last_active_at: datetime | None
    is_led: bool
    places: int
    running: int
    asks: int
    feedback: tuple[Said, ...]
    known: tuple[Known, ...]

    @property
    def free(self) -> int:
        return max(0, self.places - self.running)

    @property
    def evidence(self) -> int:
        return sum(one.evidence for one in self.known)

    @property
    def source(self) -> LevelSource:
        return self.known[0].source or "inferred" if self.known else "inferred"

    @property
    def last_at(self) -> datetime | None:
        """When they last wrote about the skill, as far as the learner may open it."""
        return max((one.last_at for one in self.known if one.last_at), default=None)

    def level(self, marks: Sequence[float] | None, *, at: datetime) -> int:
        """Return their level: the stated one, or else the one that their evidence shows. 0 if there is neither."""
        stated = max((one.level or 0 for one in self.known), default=0)
        if stated or not self.evidence:
            return stated
        return inferred_levels.inferred(sum(one.weight for one in self.known), marks=marks, now=at)


def of(seeker: Seeker, *, viewer: Viewer) -> tuple[Teacher, ...]:
    """Return those who teach the seeker's skill, are here, take mentees, and may be asked by the viewer, who seeks."""
    return read_as(
        Teacher,
        """
        MATCH (learner:Person {id: $viewer})
        MATCH (skill:Skill {slug: $skill})<-[standing:STANDS_IN]-(person:Person)
        WHERE standing.teaches AND {{standing is not hidden}} AND {{skill is known}}
          AND {{person is listed}} AND {{person is present}}
          AND person.id <> $viewer AND NOT person.id IN $barred
        OPTIONAL MATCH (person)-[:OFFERS]->(offer:Offer)
        WITH learner, person, offer, [(person)-[:WORKS_IN]->(unit:Unit) | {slug: unit.slug, name: unit.name}][0] AS home
        WHERE {{person is ready for the learner}}
        RETURN person.id AS id, person.name AS name, person.photo AS photo, coalesce(person.headline, '') AS headline,
               coalesce(home.slug, '') AS unit, coalesce(home.name, '') AS unit_name,
               coalesce(person.office, '') AS office, coalesce(person.languages, []) AS languages,
               {{person is working}} AS time,
               // A whole number, since the driver takes a quarter of a millisecond for each moment.
               coalesce(person.last_active_at, person.joined_at).epochMillis AS last_active_at,
               $leads AND {{person is led by the viewer}} AND NOT coalesce(offer.is_reverse, false) AS is_led,
               coalesce(offer.places, $places) AS places,
               COUNT { MATCH (person)-[:MENTORS_IN]->(pair:Mentorship) WHERE pair.state = 'running' } AS running,
               COUNT { MATCH (person)<-[:TO]-(ask:MentorAsk) WHERE ask.state = 'asked' } AS asks,
               {{person is judged}} AS feedback,
               [(person)-[knows:KNOWS]->(same:Skill) WHERE same.slug = $skill AND {{knows is shown}}
                   | {weight: knows.weight, evidence: knows.evidence, level: knows.level, source: knows.source,
                      last_at: knows.last_at.epochMillis}] AS known
        """,
        skill=seeker.skill.slug,
        leads=seeker.leads,
        barred=list(seeker.barred),
        places=PLACES,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )


def mentor(teacher: Teacher, seeker: Seeker, *, viewer: Viewer, at: datetime) -> Mentor:
    """Return what the fit needs to know of a teacher. Their level is as the viewer may see it."""
    level = teacher.level(seeker.marks, at=at)
    return Mentor(
        id=teacher.id,
        unit=teacher.unit,
        languages=frozenset(map(str.casefold, teacher.languages)),
        clock=teacher.time.clock(at),
        # Of those above them, only the learner counts.
        superiors=frozenset({viewer.id} if teacher.is_led else ()),
        levels={seeker.skill.slug: level} if level else {},
        places=teacher.free,
        feedback=feedback.share(teacher.feedback),
    )
