"""A person's unit and manager, and whether they have left. Admins record it."""

from graph import clock
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import PersonId, new_id, slug

UNIT_CHARACTERS = 120

ADMINS_ONLY = "Only admins can change where someone works."


def leave(id: PersonId, *, by: PersonId) -> None:
    """Record that a person has left: they are signed out everywhere and no longer found or asked. Their posts stay.

    Links for a new password and the address of their feeds stop working.

    The audit log records it. Twice changes nothing. Raises `Forbidden` for everyone but admins, and `Conflict` for
    yourself, so that a site never loses its last admin this way.
    """
    if id == by:
        raise Conflict("You can't record that you have left. Another admin has to.")
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        // Two admins who record it of each other wait for each other, and only one of them is in time.
        SET admin.decided_key = $key
        WITH admin
        WHERE {{admin is an active admin}} AND NOT {{admin is suspended}}
        MATCH (person:Person {id: $id})
        WHERE person.state IN ['active', 'left']
        FOREACH (_ IN CASE WHEN person.state = 'left' THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'left'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        SET person.state = 'left', person.left_at = coalesce(person.left_at, datetime($now)), person.changed_key = $key
        REMOVE person.feed_key, person.feed_seed
        WITH person, [(session:Session)-[:OF]->(person) | session] AS sessions,
             [(reset:PasswordReset)-[:OF]->(person) | reset] AS resets
        FOREACH (one IN sessions + resets | DETACH DELETE one)
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def come_back(id: PersonId, *, by: PersonId) -> None:
    """Undo `leave`: they may sign in again as before. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an admin}}
        MATCH (person:Person {id: $id})
        WHERE person.state IN ['active', 'left']
        FOREACH (_ IN CASE WHEN person.state = 'active' THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'came_back'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        SET person.state = 'active', person.changed_key = $key
        REMOVE person.left_at
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def place(id: PersonId, *, unit: str, manager: PersonId | None, by: PersonId) -> None:
    """Set a person's unit and manager, in place of the former ones. Empty means none.

    The audit log records another manager.
    Raises `Invalid` for a unit's name of more than 120 characters and for a manager who reports to the person,
    `Forbidden` for everyone but admins.
    """
    if len(unit) > UNIT_CHARACTERS:
        raise Invalid(unit=f"Give the unit a name of at most {UNIT_CHARACTERS} characters.")
    if manager and _is_below(manager, id):
        raise Invalid(manager="You can't choose someone who reports to this person.")
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an admin}}
        MATCH (person:Person {id: $id})
        SET person.changed_key = $key
        WITH admin, person, [(person)-[:REPORTS_TO]->(former:Person) | former.id] AS managers
        FOREACH (_ IN CASE WHEN managers = $managers THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_manager'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        WITH person,
             [(person)-[works:WORKS_IN]->(:Unit) | works] + [(person)-[reports:REPORTS_TO]->(:Person) | reports]
                 AS formers
        FOREACH (former IN formers | DELETE former)
        FOREACH (name IN $units |
            MERGE (unit:Unit {slug: name.slug})
            ON CREATE SET unit.name = name.name
            MERGE (person)-[:WORKS_IN]->(unit)
        )
        WITH person
        OPTIONAL MATCH (manager:Person {id: $manager})
        FOREACH (one IN CASE WHEN manager IS NULL THEN [] ELSE [manager] END | MERGE (person)-[:REPORTS_TO]->(one))
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
        units=[{"slug": slug(unit), "name": unit.strip()}] if slug(unit) else [],
        manager=manager,
        managers=[manager] if manager else [],
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def _is_below(one: PersonId, other: PersonId) -> bool:
    """Return whether the first person is the second or reports to them, over at most thirty steps."""
    rows = read(
        """
        MATCH (one:Person {id: $one})
        RETURN one.id = $other OR EXISTS { (one)-[:REPORTS_TO*1..30]->(:Person {id: $other}) } AS is_below
        """,
        one=one,
        other=other,
    )
    return bool(rows) and rows[0]["is_below"]
