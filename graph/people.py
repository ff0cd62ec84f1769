"""People: the directory, a person's page with skills and contributions, and what one says of oneself."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import available_timezones

from graph import clock
from graph.driver import having, only, read, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import PersonId, SkillSlug, slug
from graph.posts import Author, Page, author, page
from graph.viewers import Viewer

NAME_CHARACTERS = 80
LINE_CHARACTERS = 120
ABOUT_CHARACTERS = 2_000
MOST_OPEN_ASKS = 20
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
class KnownSkill:
    """A skill of a person: how many answers and tips the viewer may see, and when the last one was."""

    slug: SkillSlug
    name: str
    evidence: int
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """A person as one viewer sees them."""

    id: PersonId
    name: str
    headline: str
    about: str
    office: str
    time_zone: str
    unit: str | None
    manager: Author | None
    source_url: str | None
    is_me: bool
    joined_at: datetime
    has_left: bool
    away_until: datetime | None
    skills: tuple[KnownSkill, ...]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a person says of themselves and how they want to be asked. Raises `Invalid` with a sentence per field."""

    name: str
    headline: str
    about: str
    office: str
    time_zone: str
    takes_asks: bool
    ask_limit: int
    away_until: date | None

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "name": _length_problem("name", self.name, NAME_CHARACTERS)
                or (None if self.name.strip() else "Give your name."),
                "headline": _length_problem("line about your work", self.headline, LINE_CHARACTERS),
                "about": _length_problem("text about you", self.about, ABOUT_CHARACTERS),
                "office": _length_problem("office", self.office, LINE_CHARACTERS),
                "time_zone": None
                if self.time_zone in ("", *available_timezones())
                else "Give a time zone such as Europe/Berlin.",
                "ask_limit": None
                if 0 <= self.ask_limit <= MOST_OPEN_ASKS
                else f"Give a number between 0 and {MOST_OPEN_ASKS}.",
            }
        )


def directory(*, starts_with: str = "", after: str = "", viewer: Viewer) -> tuple[PersonRow, ...]:
    """Return people by name, at most 60, after this (lowered) name."""
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.name_lower > $after AND person.name_lower STARTS WITH $prefix AND person.state = 'active'
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               COLLECT {
                   MATCH (person)-[knows:KNOWS]->(skill:Skill)
                   WHERE knows.audience IN $audiences AND knows.evidence > 0
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
    """Return a person's page; only evidence that the viewer may open is counted. Raises `NotFound`."""
    rows = read(
        """
        MATCH (person:Person {id: $id})
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               coalesce(person.about, '') AS about,
               coalesce(person.office, '') AS office,
               coalesce(person.time_zone, '') AS time_zone,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               [(person)-[:REPORTS_TO]->(manager:Person) | {id: manager.id, name: manager.name}][0] AS manager,
               person.source_url AS source_url,
               person.id = $viewer AS is_me,
               person.joined_at AS joined_at,
               person.state <> 'active' AS has_left,
               person.away_until AS away_until,
               COLLECT {
                   MATCH (person)-[knows:KNOWS]->(skill:Skill)
                   WHERE knows.audience IN $audiences AND knows.evidence > 0
                   WITH skill,
                        sum(knows.weight) AS weight,
                        sum(knows.evidence) AS evidence,
                        max(knows.last_at) AS last_at
                   RETURN {slug: skill.slug, name: skill.name, evidence: evidence, last_at: last_at} AS known
                   ORDER BY weight DESC
                   LIMIT 24
               } AS skills
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound("Nobody here goes by that name."))
    return PersonPage(
        **having(row, manager=author(row["manager"]), skills=tuple(KnownSkill(**known) for known in row["skills"]))
    )


def contributions(id: PersonId, *, viewer: Viewer, before: int) -> Page:
    """Return what a person asked, answered and posted, newest post first; nothing that was asked anonymously."""
    rows = read(
        """
        MATCH (person:Person {id: $id})-[:ASKED|POSTED|GAVE]->(thing)
        WITH person, coalesce([(thing)-[:ANSWERS]->(answered:Post) | answered][0], thing) AS post
        WHERE post.posted_key < $before
          AND post.audience IN $audiences
          AND ($id = $viewer OR NOT post.is_anonymous OR NOT EXISTS { (person)-[:ASKED]->(post) })
        RETURN DISTINCT post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        before=before,
    )
    return page(rows, viewer=viewer)


def find_by_email(email: str) -> PersonId | None:
    """Return who has this address, if anybody here does."""
    rows = read(
        "MATCH (person:Person {email: $email}) WHERE person.state = 'active' RETURN person.id AS id",
        email=email.strip().lower(),
    )
    return rows[0]["id"] if rows else None


def profile(id: PersonId) -> Profile:
    """Return what a person has said of themselves, to be edited. Raises `NotFound`."""
    rows = read(
        """
        MATCH (person:Person {id: $id})
        RETURN person.name AS name,
               coalesce(person.headline, '') AS headline,
               coalesce(person.about, '') AS about,
               coalesce(person.office, '') AS office,
               coalesce(person.time_zone, '') AS time_zone,
               person.takes_asks AS takes_asks,
               person.ask_limit AS ask_limit,
               person.away_until AS away_until
        """,
        id=id,
    )
    row = only(rows, otherwise=NotFound("Nobody here goes by that name."))
    return Profile(**having(row, away_until=row["away_until"].date() if row["away_until"] else None))


def describe(id: PersonId, profile: Profile) -> None:
    """Store what a person says of themselves."""
    write(
        """
        MATCH (person:Person {id: $id})
        SET person.name = $name,
            person.name_lower = toLower($name),
            person.headline = $headline,
            person.about = $about,
            person.office = $office,
            person.time_zone = $time_zone,
            person.takes_asks = $takes_asks,
            person.ask_limit = $ask_limit,
            person.away_until = CASE WHEN $away_until IS NULL THEN null ELSE datetime($away_until) END,
            person.changed_key = $key
        """,
        id=id,
        name=profile.name.strip(),
        headline=profile.headline.strip(),
        about=profile.about.strip(),
        office=profile.office.strip(),
        time_zone=profile.time_zone,
        takes_asks=profile.takes_asks,
        ask_limit=profile.ask_limit,
        away_until=f"{profile.away_until.isoformat()}T00:00:00+00:00" if profile.away_until else None,
        key=clock.key(clock.now()),
    )


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


def _length_problem(thing: str, text: str, limit: int) -> str | None:
    return f"Keep the {thing} below {limit} characters." if len(text) > limit else None
