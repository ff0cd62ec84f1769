"""Coaches whom an admin appoints or dismisses. Coaches appoint others by themselves (graph/communities/memberships.py).

In a private community only its members can be appointed, and by a member: the role opens nothing to anyone, and an
admin doesn't learn who belongs there. Admins know nothing of hidden communities that they don't belong to.
"""

from graph import clock
from graph.driver import only, write
from graph.errors import Conflict, Forbidden
from graph.ids import PersonId, new_id
from graph.viewers import Viewer


def appoint(slug: str, person: PersonId, *, by: Viewer) -> None:
    """Make someone a coach of a community. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but admins, and for people outside of a community that isn't public.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (community:Community {slug: $slug})
        WHERE {{community is open to the viewer}}
        MATCH (person:Person {id: $person})
        WHERE person.state = 'active'
          AND (community.visibility = 'public' OR EXISTS { (person)-[:MEMBER_OF]->(community) })
        MERGE (person)-[member:MEMBER_OF]->(community)
            ON CREATE SET member.since = datetime($now), member.is_coach = false
        WITH admin, community, person, member, coalesce(member.is_coach, false) AS was_coach
        SET member.is_coach = true
        FOREACH (_ IN CASE WHEN was_coach THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'made_coach'})-[:RECORDS]->(community)
            CREATE (entry)-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        by=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only admins can do this, and in a private community only for its members."))


def dismiss(slug: str, person: PersonId, *, by: Viewer) -> None:
    """Take the role of coach from a member, who stays. The audit log records it. Twice changes nothing.

    Raises `Conflict` for everyone but admins, and for the last coach of a community.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (community:Community {slug: $slug})
        WHERE {{community is listed or joined}}
        MATCH (person:Person {id: $person})-[member:MEMBER_OF]->(community)
        WITH admin, community, person, member, coalesce(member.is_coach, false) AS was_coach
        WHERE NOT was_coach OR COUNT { (community)<-[other:MEMBER_OF]-(:Person) WHERE other.is_coach } > 1
        SET member.is_coach = false
        FOREACH (_ IN CASE WHEN was_coach THEN [1] ELSE [] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'dismissed_coach'})-[:RECORDS]->(community)
            CREATE (entry)-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        by=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Conflict("Only admins can do this. A community needs a coach: make someone else one first."))
