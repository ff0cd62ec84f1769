"""Circles that someone could join, as people outside see them: never who is in one, nor who waits for a place."""

from dataclasses import dataclass
from datetime import date, datetime

from graph import clock
from graph.cards import Author, SkillTag
from graph.circles.circles import CircleForm
from graph.circles.members import NOT_OPEN
from graph.driver import only
from graph.ids import CircleId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A circle that the viewer could join, or waits for.

    `mentor` is `None` for learning groups, because everyone in one learns. `is_sought` says that the viewer aims at the
    skill, wants to learn it or follows it. `meetings` are those that are still to come.
    """

    id: CircleId
    form: CircleForm
    title: str
    purpose: str
    skill: SkillTag
    mentor: Author | None
    places: int
    free: int
    every: int
    begins_on: date
    ends_on: date
    meetings: tuple[datetime, ...]
    is_waiting: bool
    is_sought: bool


def of(*, viewer: Viewer) -> tuple[Opening, ...]:
    """Return the circles that the viewer could join: those for skills that they seek first, then those with places."""
    ordered = sorted(
        _open(viewer), key=lambda one: (not one.is_sought, not one.free, one.begins_on, one.title.casefold(), one.id)
    )
    return tuple(ordered[:MOST])


def on(skill: SkillSlug, *, viewer: Viewer) -> tuple[Opening, ...]:
    """Return those for one skill, by their first day."""
    return tuple(sorted(_open(viewer, skill=skill), key=lambda one: (one.begins_on, one.title.casefold(), one.id)))


def get(id: CircleId, *, viewer: Viewer) -> Opening:
    """Return one of them. Raises `NotFound` for circles that the viewer can't join or is in."""
    return only(_open(viewer, id=id), otherwise=NOT_OPEN)


def _open(viewer: Viewer, *, id: CircleId | None = None, skill: SkillSlug | None = None) -> tuple[Opening, ...]:
    return read_as(
        Opening,
        """
        MATCH (learner:Person {id: $viewer})
        MATCH (circle:Circle {state: 'running'})-[:IN_SKILL]->(skill:Skill)
        WHERE ($id IS NULL OR circle.id = $id) AND ($skill IS NULL OR skill.slug = $skill) AND {{skill is known}}
        MATCH (circle)<-[:LEADS]-(owner:Person)
        WHERE {{circle is open to the learner}}
          AND NOT EXISTS { (circle)<-[:TAKES_PART_IN]-(me:Person) WHERE me.id = $viewer }
        WITH circle, skill, owner, learner,
             circle.places - COUNT { (circle)<-[:TAKES_PART_IN]-(:Person) }
                 - COUNT { (circle)<-[:WAITS_FOR]-(:Person) } AS free
        RETURN circle.id AS id,
               circle.form AS form,
               circle.title AS title,
               circle.purpose AS purpose,
               {slug: skill.slug, name: skill.name} AS skill,
               CASE circle.form WHEN 'mentored' THEN {{owner is named}} END AS mentor,
               circle.places AS places,
               CASE WHEN free > 0 THEN free ELSE 0 END AS free,
               circle.every AS every,
               circle.begins_on AS begins_on,
               circle.ends_on AS ends_on,
               COLLECT {
                   MATCH (circle)<-[:OF]-(meeting:CircleMeeting)
                   WHERE meeting.state = 'agreed' AND meeting.starts_at > datetime($now)
                   RETURN meeting.starts_at AS starts_at
                   ORDER BY starts_at
               } AS meetings,
               EXISTS { (circle)<-[:WAITS_FOR]-(waiter:Person) WHERE waiter.id = $viewer } AS is_waiting,
               EXISTS { (learner)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(aimed:Skill)
                   WHERE goal.state = 'open' AND aimed.slug = skill.slug }
                   OR EXISTS { (learner)-[:FOLLOWS]->(followed:Skill) WHERE followed.slug = skill.slug }
                   OR EXISTS { (learner)-[stance:STANDS_IN]->(wanted:Skill)
                       WHERE stance.wants AND wanted.slug = skill.slug } AS is_sought
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        id=id,
        skill=skill,
        now=clock.now().isoformat(),
    )
