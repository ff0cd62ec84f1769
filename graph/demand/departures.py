"""If someone leaves: which skills few people or nobody would still hold, and who those people are.

Managers can check the people below them, admins can check everyone. Only skills that everyone may see count: a skill
that a person hides is left out, even if their manager knows of it.
"""

from dataclasses import dataclass, replace

from graph.cards import Author
from graph.driver import only
from graph.errors import Forbidden, NotFound
from graph.ids import PersonId, SkillSlug
from graph.people import oversight
from graph.rows import read_as
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.viewers import Viewer

PEOPLE_SHOWN = 60
SKILLS_SHOWN = 30

NOT_BELOW = "This person doesn't exist, or you can't see what their departure would mean."


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """A person whose departure the viewer may look at."""

    id: PersonId
    name: str
    photo: str | None
    headline: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A skill that few people or nobody would hold. `left` are those who still hold it, by name, two at most."""

    slug: SkillSlug
    name: str
    left: tuple[Author, ...]

    @property
    def coverage(self) -> Coverage:
        return coverage.of(len(self.left))


@dataclass(frozen=True, kw_only=True)
class _Row:
    leaver: Leaver
    losses: tuple[Loss, ...]


def people(*, starts_with: str = "", after: str = "", viewer: Viewer) -> tuple[Leaver, ...]:
    """Return the people this viewer may look at, by name, at most 60, starting after this lowercase name.

    Raises `Forbidden` unless the viewer is a manager or an admin.
    """
    look = oversight.of(viewer=viewer)
    if not look.looks_at_people:
        raise Forbidden("Only managers and admins can see what a departure would mean.")
    walk = _by_name if look.is_admin or look.is_wide else _below
    return walk(starts_with.strip().lower(), after.lower(), viewer)


def foresee(id: PersonId, *, viewer: Viewer) -> tuple[Leaver, tuple[Loss, ...]]:
    """Return a person and the skills that few people or nobody would hold without them, worst first, at most thirty.

    Raises `NotFound` if the person is not below the viewer, is not listed or has left.
    """
    rows = read_as(
        _Row,
        """
        MATCH (leaver:Person {id: $id})
        WHERE {{leaver is listed}}
          AND ({{leaver is led by the viewer}} OR {{viewer is the admin}})
        RETURN {
                   id: leaver.id,
                   name: leaver.name,
                   photo: leaver.photo,
                   headline: coalesce(leaver.headline, ''),
                   unit: coalesce([(leaver)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '')
               } AS leaver,
               COLLECT {
                   MATCH (leaver)-[known:KNOWS]->(skill:Skill)
                   WHERE {{known is shown}} AND {{known is enough}}
                   WITH DISTINCT skill
                   WITH skill, COLLECT {
                       MATCH (skill)<-[knows:KNOWS]-(person:Person)
                       WHERE person.id <> $id AND {{knows is shown}} AND {{knows is enough}}
                         AND {{person is listed}} AND {{person is in reach}}
                       RETURN DISTINCT {{person is named}} AS holder
                       LIMIT $enough
                   } AS left
                   WHERE size(left) < $enough
                   RETURN {slug: skill.slug, name: skill.name, left: left} AS loss
               } AS losses
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        enough=coverage.WELL_COVERED,
        **coverage.limits(),
    )
    row = only(rows, otherwise=NotFound(NOT_BELOW))
    losses = sorted(map(_by_name_of_holder, row.losses), key=lambda one: (len(one.left), one.name.casefold()))
    return row.leaver, tuple(losses[:SKILLS_SHOWN])


def _by_name_of_holder(loss: Loss) -> Loss:
    return replace(loss, left=tuple(sorted(loss.left, key=lambda person: person.name)))


def _by_name(prefix: str, after: str, viewer: Viewer) -> tuple[Leaver, ...]:
    """Go through people by name. This is quick if the viewer may look at most of them."""
    return read_as(
        Leaver,
        """
        MATCH (me:Person {id: $viewer})
        WITH {{me is an admin}} AS is_admin
        MATCH (person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND {{person is listed}}
          AND (is_admin OR {{person is led by the viewer}})
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               coalesce(person.headline, '') AS headline,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit
        ORDER BY person.name_lower
        LIMIT $limit
        """,
        viewer=viewer.id,
        prefix=prefix,
        after=after,
        limit=PEOPLE_SHOWN,
    )


def _below(prefix: str, after: str, viewer: Viewer) -> tuple[Leaver, ...]:
    return read_as(
        Leaver,
        """
        MATCH (:Person {id: $viewer})<-[:REPORTS_TO*1..30]-(person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND {{person is listed}}
        WITH DISTINCT person
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               coalesce(person.headline, '') AS headline,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit
        ORDER BY person.name_lower
        LIMIT $limit
        """,
        viewer=viewer.id,
        prefix=prefix,
        after=after,
        limit=PEOPLE_SHOWN,
    )
