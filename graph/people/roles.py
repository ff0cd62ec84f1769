"""Admins, who run the site, and site-wide coaches, who look after what stands outside communities.

Any admin gives both roles to others and takes them. Nobody takes the role of admin from themselves.
"""

from graph import clock
from graph.driver import only, write
from graph.errors import Conflict, Forbidden
from graph.ids import PersonId, new_id

ADMINS_ONLY = "Only admins can decide who is an admin, and only people who can sign in can be one."


def make_admin(id: PersonId, *, by: PersonId) -> None:
    """Make someone who can sign in an admin. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        FOREACH (_ IN CASE WHEN {{person is an admin}} THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'made_admin'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        SET person.is_admin = true
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def unmake_admin(id: PersonId, *, by: PersonId) -> None:
    """Take the role of admin from someone. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but admins, and `Conflict` for yourself, so that a site never loses its last admin.
    """
    if id == by:
        raise Conflict("You can't take the role of admin from yourself. Another admin has to.")
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        // Two admins who do this to each other wait for each other, and only one of them is in time.
        SET admin.decided_key = $key
        WITH admin
        WHERE {{admin is an active admin}} AND NOT {{admin is suspended}}
        MATCH (person:Person {id: $id})
        FOREACH (_ IN CASE WHEN {{person is an admin}} THEN [1] ELSE [] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'unmade_admin'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        SET person.is_admin = false
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def make_site_coach(id: PersonId, *, by: PersonId) -> None:
    """Let someone who can sign in coach what stands outside communities. The audit log records it.

    Twice changes nothing. Raises `Forbidden` for everyone but admins.
    """
    _set_site_coach(id, is_one=True, by=by)


def unmake_site_coach(id: PersonId, *, by: PersonId) -> None:
    """Take the role of site-wide coach from someone. The audit log records it.

    Twice changes nothing. Raises `Forbidden` for everyone but admins.
    """
    _set_site_coach(id, is_one=False, by=by)


def _set_site_coach(id: PersonId, *, is_one: bool, by: PersonId) -> None:
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (person:Person {id: $id})
        WHERE NOT $is_one OR (person.state = 'active' AND person.password_hash IS NOT NULL)
        FOREACH (_ IN CASE WHEN {{person is a site coach}} = $is_one THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: $act})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        SET person.is_site_coach = $is_one
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        is_one=is_one,
        act="made_site_coach" if is_one else "unmade_site_coach",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only admins can decide who coaches the site, and only of people who can sign in."))
