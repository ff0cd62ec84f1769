"""People: the directory, a person's page, and their unit and manager."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from graph import characters
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, slug
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN_IN_DIRECTORY = 60


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A person in the directory, with the four strongest skills that this viewer may see evidence of."""

    id: PersonId
    name: str
    photo: str | None
    pronouns: str
    headline: str
    unit: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """A person as one viewer sees them."""

    id: PersonId
    name: str
    photo: str | None
    pronouns: str
    headline: str
    about: str
    office: str
    time_zone: str
    languages: tuple[str, ...]
    work_begins: str
    work_ends: str
    unit: str | None
    manager: Author | None
    source_url: str | None
    is_me: bool
    joined_at: datetime
    has_left: bool
    away_until: datetime | None
    is_my_report: bool


def directory(*, starts_with: str = "", after: str = "", unit: str = "", viewer: Viewer) -> tuple[PersonRow, ...]:
    """Return at most 60 listed people by name, after this name in lower case; of one unit, if its slug is given."""
    found = read_as(
        PersonRow,
        """
        MATCH (person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND {{person is listed}}
          AND ($unit = '' OR EXISTS { (person)-[:WORKS_IN]->(here:Unit) WHERE here.slug = $unit })
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               coalesce(person.pronouns, '') AS pronouns,
               coalesce(person.headline, '') AS headline,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               COLLECT {
                   MATCH (person)-[knows:KNOWS]->(skill:Skill)
                   WHERE {{knows is shown}} AND knows.evidence > 0
                   RETURN skill.name AS name
                   ORDER BY knows.weight DESC
                   LIMIT 4
               } AS skills
        ORDER BY person.name_lower
        LIMIT $limit
        """,
        prefix=characters.folded(starts_with),
        after=characters.folded(after),
        unit=unit,
        audiences=viewer.audiences,
        limit=SHOWN_IN_DIRECTORY,
    )
    return tuple(replace(person, skills=tuple(dict.fromkeys(person.skills))) for person in found)


def show(id: PersonId, *, viewer: Viewer) -> PersonPage:
    """Return a person's page without what they can do (graph/expertise/abilities.py). Raises `NotFound`."""
    found = read_as(
        PersonPage,
        """
        MATCH (person:Person {id: $id})
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               coalesce(person.pronouns, '') AS pronouns,
               coalesce(person.headline, '') AS headline,
               coalesce(person.about, '') AS about,
               coalesce(person.office, '') AS office,
               coalesce(person.time_zone, '') AS time_zone,
               coalesce(person.languages, []) AS languages,
               coalesce(person.work_begins, '') AS work_begins,
               coalesce(person.work_ends, '') AS work_ends,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               [(person)-[:REPORTS_TO]->(manager:Person) | {{manager is named}}][0] AS manager,
               person.source_url AS source_url,
               person.id = $viewer AS is_me,
               person.joined_at AS joined_at,
               person.state <> 'active' AS has_left,
               person.away_until AS away_until,
               EXISTS { (person)-[:REPORTS_TO]->(manager:Person) WHERE manager.id = $viewer } AS is_my_report
        """,
        id=id,
        viewer=viewer.id,
    )
    return only(found, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))


def named(ids: Collection[str]) -> tuple[Author, ...]:
    """Return these people, listed or not, also those who have left. Ids that nobody has are left out."""
    return read_as(
        Author,
        """
        UNWIND $ids AS id
        MATCH (person:Person {id: id})
        RETURN person.id AS id, person.name AS name
        """,
        ids=list(ids),
    )


def find_by_email(email: str) -> PersonId | None:
    """Return the person with this address, if there is one."""
    rows = read(
        "MATCH (person:Person {email: $email}) WHERE person.state = 'active' RETURN person.id AS id",
        email=email.strip().lower(),
    )
    return rows[0]["id"] if rows else None


def called(typed: str) -> Author:
    """Return the colleague with this full name or email address, even if they are not listed.

    Raises `Invalid` with a sentence for `colleague` if there is none, or more than one.
    """
    found = read_as(
        Author,
        """
        OPTIONAL MATCH (addressed:Person {email: $typed})
        OPTIONAL MATCH (named:Person {name_lower: $typed})
        WITH collect(DISTINCT addressed) + collect(DISTINCT named) AS found
        UNWIND found AS person
        WITH person
        WHERE person.state = 'active'
        RETURN DISTINCT person.id AS id, person.name AS name
        """,
        typed=characters.folded(typed),
    )
    if len(found) > 1:
        raise Invalid(colleague="Several people have this name. Enter an email address instead.")
    return only(found, otherwise=Invalid(colleague="Nobody here has this name or email address."))


def work_in(id: PersonId, unit: str) -> None:
    """Record a person's unit, in place of the former one."""
    write(
        """
        MATCH (person:Person {id: $id})
        MERGE (unit:Unit {slug: $slug})
        ON CREATE SET unit.name = $name
        WITH person, unit
        OPTIONAL MATCH (person)-[former:WORKS_IN]->(:Unit)
        DELETE former
        MERGE (person)-[:WORKS_IN]->(unit)
        """,
        id=id,
        slug=slug(unit),
        name=unit,
    )


def report_to(id: PersonId, manager: PersonId) -> None:
    """Record a person's manager, in place of the former one."""
    write(
        """
        MATCH (person:Person {id: $id})
        MATCH (manager:Person {id: $manager})
        OPTIONAL MATCH (person)-[former:REPORTS_TO]->(:Person)
        DELETE former
        MERGE (person)-[:REPORTS_TO]->(manager)
        """,
        id=id,
        manager=manager,
    )
