"""People who are not suggested to someone: never again, or not for now. Only the one who said so knows of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import GoalId, PersonId
from graph.mentoring.goals import NOT_YOURS
from graph.rows import read_as
from graph.viewers import Viewer

NOT_NOW = timedelta(days=30)

NOBODY = NotFound("This person doesn't exist, or you don't have access to their profile.")


@dataclass(frozen=True, kw_only=True)
class Avoided:
    """Someone whom the viewer doesn't want suggested: until a day for this goal, or never, which is `None`."""

    person: Author
    until: datetime | None


def of(goal: GoalId, *, viewer: Viewer) -> tuple[Avoided, ...]:
    """Return the people whom the viewer doesn't want suggested for this goal of theirs, by name."""
    found = read_as(
        Avoided,
        """
        MATCH (me:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $goal
        UNWIND [(me)-[:NEVER_WITH]->(person:Person) | {person: {{person is named}}, until: null}]
             + [(goal)-[later:PUT_OFF]->(person:Person) WHERE later.until > datetime($now)
                   | {person: {{person is named}}, until: later.until}] AS one
        RETURN one.person AS person, one.until AS until
        """,
        viewer=viewer.id,
        goal=goal,
        now=clock.now().isoformat(),
    )
    # Never counts more than not now.
    of = {one.person.id: one for one in sorted(found, key=lambda one: one.until is None)}
    return tuple(sorted(of.values(), key=lambda one: (one.person.name.casefold(), one.person.id)))


def not_now(person: PersonId, goal: GoalId, *, by: Viewer) -> None:
    """Leave someone out for a goal for 30 days. Twice counts from the second time. Raises `NotFound`."""
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $goal
        MATCH (person:Person {id: $person})
        WHERE person.id <> $by
        MERGE (goal)-[later:PUT_OFF]->(person)
        SET later.until = datetime($until)
        RETURN person.id AS id
        """,
        by=by.id,
        goal=goal,
        person=person,
        until=(clock.now() + NOT_NOW).isoformat(),
    )
    only(rows, otherwise=NOT_YOURS)


def never(person: PersonId, *, by: Viewer) -> None:
    """Never suggest two people to each other. Twice changes nothing. Raises `NotFound`."""
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (person:Person {id: $person})
        WHERE person.id <> $by
        MERGE (me)-[:NEVER_WITH]->(person)
        RETURN person.id AS id
        """,
        by=by.id,
        person=person,
    )
    only(rows, otherwise=NOBODY)


def allow(person: PersonId, goal: GoalId, *, by: Viewer) -> None:
    """Suggest someone again, for this goal and in general. Twice changes nothing."""
    write(
        """
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (me)-[never:NEVER_WITH]->(avoided:Person)
            WHERE avoided.id = $person
        DELETE never
        WITH DISTINCT me
        MATCH (me)-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $goal
        MATCH (goal)-[later:PUT_OFF]->(person:Person)
        WHERE person.id = $person
        DELETE later
        """,
        by=by.id,
        goal=goal,
        person=person,
    )
