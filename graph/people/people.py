"""People: the directory, a person's page, and whose report and in which unit somebody is."""

from dataclasses import dataclass
from datetime import datetime

from graph.cards import Author, author
from graph.driver import having, only, read, write
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, slug
from graph.viewers import Viewer

SHOWN_IN_DIRECTORY = 60


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A person in the directory, with the skills in which this viewer may see evidence, strongest first."""

    id: PersonId
    name: str
    headline: str
    unit: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """A person as one viewer sees them."""

    id: PersonId
    name: str
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


def directory(*, starts_with: str = "", after: str = "", viewer: Viewer) -> tuple[PersonRow, ...]:
    """Return people by name, at most 60, after this (lowered) name."""
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND person.state = 'active'
          AND coalesce(person.is_listed, true)
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               COLLECT {
                   MATCH (person)-[knows:KNOWS]->(skill:Skill)
                   WHERE knows.audience IN $audiences AND knows.evidence > 0 AND knows.hidden IS NULL
                   RETURN skill.name AS name
                   ORDER BY knows.weight DESC
                   LIMIT 4
               } AS skills
        ORDER BY person.name_lower
        LIMIT $limit
        """,
        prefix=starts_with.strip().lower(),
        after=after.lower(),
        audiences=viewer.audiences,
        limit=SHOWN_IN_DIRECTORY,
    )
    return tuple(PersonRow(**having(row, skills=tuple(dict.fromkeys(row["skills"])))) for row in rows)


def show(id: PersonId, *, viewer: Viewer) -> PersonPage:
    """Return a person's page without what they can do (graph/expertise/abilities.py). Raises `NotFound`."""
    rows = read(
        """
        MATCH (person:Person {id: $id})
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               coalesce(person.about, '') AS about,
               coalesce(person.office, '') AS office,
               coalesce(person.time_zone, '') AS time_zone,
               coalesce(person.languages, []) AS languages,
               coalesce(person.work_begins, '') AS work_begins,
               coalesce(person.work_ends, '') AS work_ends,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               [(person)-[:REPORTS_TO]->(manager:Person) | {id: manager.id, name: manager.name}][0] AS manager,
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
    row = only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))
    return PersonPage(**having(row, languages=tuple(row["languages"]), manager=author(row["manager"])))


def find_by_email(email: str) -> PersonId | None:
    """Return who has this address, if anybody here does."""
    rows = read(
        "MATCH (person:Person {email: $email}) WHERE person.state = 'active' RETURN person.id AS id",
        email=email.strip().lower(),
    )
    return rows[0]["id"] if rows else None


def called(typed: str) -> Author:
    """Return the colleague whom a name or an e-mail address means.

    Raises `Invalid` with a sentence for `colleague` if nobody, or more than one, is called so.
    """
    rows = read(
        """
        OPTIONAL MATCH (addressed:Person {email: $typed})
        OPTIONAL MATCH (named:Person {name_lower: $typed})
        WITH collect(DISTINCT addressed) + collect(DISTINCT named) AS found
        UNWIND found AS person
        WITH person
        WHERE person.state = 'active'
        RETURN DISTINCT person.id AS id, person.name AS name
        """,
        typed=" ".join(typed.lower().split()),
    )
    if len(rows) > 1:
        raise Invalid(colleague="Several people have this name. Enter an email address instead.")
    return Author(**only(rows, otherwise=Invalid(colleague="No one here has this name or email address.")))


def work_in(id: PersonId, unit: str) -> None:
    """Record in which unit a person works, in place of any former one."""
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
    """Record whose report a person is, in place of any former manager."""
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
