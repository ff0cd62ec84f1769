"""If somebody leaves: which skills would be covered thinly or by nobody, and who knows them still.

Managers look at those below them, admins at everybody. Only what everyone may see of a person counts: a skill that they
hide, even if their manager knows of it, is not theirs to lose here.
"""

from dataclasses import dataclass

from graph.cards import Author
from graph.driver import Row, only, read
from graph.errors import Forbidden, NotFound
from graph.ids import PersonId, SkillSlug
from graph.people import oversight
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.viewers import Viewer

PEOPLE_SHOWN = 60
SKILLS_SHOWN = 30

NOT_BELOW = "This person doesn't exist, or you can't see what their departure would mean."


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Somebody whose departure may be looked at."""

    id: PersonId
    name: str
    headline: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A skill that would be covered thinly or by nobody; `left` still hold it, by name, two at most."""

    slug: SkillSlug
    name: str
    left: tuple[Author, ...]

    @property
    def coverage(self) -> Coverage:
        return coverage.of(len(self.left))


def people(*, starts_with: str = "", after: str = "", viewer: Viewer) -> tuple[Leaver, ...]:
    """Return whom this viewer may look at, by name, at most 60, after this (lowered) name.

    Raises `Forbidden` for all but managers and admins.
    """
    look = oversight.of(viewer=viewer)
    if not look.looks_at_people:
        raise Forbidden("Only managers and admins can see what a departure would mean.")
    walk = _by_name if look.is_admin or look.is_wide else _below
    rows = walk(starts_with.strip().lower(), after.lower(), viewer)
    return tuple(Leaver(**row) for row in rows)


def foresee(id: PersonId, *, viewer: Viewer) -> tuple[Leaver, tuple[Loss, ...]]:
    """Return somebody and what would be covered thinly or by nobody without them, the worst first, at most thirty.

    Raises `NotFound` for whoever is not below the viewer, is not listed or has left.
    """
    rows = read(
        """
        MATCH (leaver:Person {id: $id})
        WHERE leaver.state = 'active' AND coalesce(leaver.is_listed, true)
          AND (EXISTS { (leaver)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $viewer }
               OR EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin })
        RETURN leaver.id AS id,
               leaver.name AS name,
               coalesce(leaver.headline, '') AS headline,
               coalesce([(leaver)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit,
               COLLECT {
                   MATCH (leaver)-[known:KNOWS]->(skill:Skill)
                   WHERE known.audience IN $audiences AND known.hidden IS NULL
                     AND (known.weight >= $least OR known.level >= $practitioner)
                   WITH DISTINCT skill
                   WITH skill, COLLECT {
                       MATCH (skill)<-[knows:KNOWS]-(person:Person)
                       WHERE person.id <> $id AND knows.audience IN $audiences AND knows.hidden IS NULL
                         AND (knows.weight >= $least OR knows.level >= $practitioner)
                         AND person.state = 'active' AND coalesce(person.is_listed, true)
                         AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
                       RETURN DISTINCT {id: person.id, name: person.name} AS holder
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
    losses = sorted((_loss(one) for one in row.pop("losses")), key=lambda one: (len(one.left), one.name.casefold()))
    return Leaver(**row), tuple(losses[:SKILLS_SHOWN])


def _loss(row: Row) -> Loss:
    left = sorted((Author(**person) for person in row["left"]), key=lambda person: person.name)
    return Loss(slug=row["slug"], name=row["name"], left=tuple(left))


def _by_name(prefix: str, after: str, viewer: Viewer) -> list[Row]:
    """Walk along the names: quick where most of them are people to look at."""
    return read(
        """
        MATCH (me:Person {id: $viewer})
        WITH coalesce(me.is_admin, false) AS is_admin
        MATCH (person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND person.state = 'active'
          AND coalesce(person.is_listed, true)
          AND (is_admin OR EXISTS {
              (person)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $viewer
          })
        RETURN person.id AS id,
               person.name AS name,
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


def _below(prefix: str, after: str, viewer: Viewer) -> list[Row]:
    return read(
        """
        MATCH (:Person {id: $viewer})<-[:REPORTS_TO*1..30]-(person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND person.state = 'active'
          AND coalesce(person.is_listed, true)
        WITH DISTINCT person
        RETURN person.id AS id,
               person.name AS name,
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
