"""Members of communities: joining, being added, leaving, and becoming a coach."""

from dataclasses import dataclass

from graph import clock
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import PersonId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

ON_A_PAGE = 100
WORDS_CHARACTERS = 300

NOT_HERE = "This community doesn't exist, or you don't have access to it."
ARCHIVED = Conflict("This community is archived, so nobody can join it.")


@dataclass(frozen=True, kw_only=True)
class Member:
    """Someone who belongs to a community. `is_moderated` says whether the viewer may warn and silence them."""

    person: Author
    is_coach: bool
    is_moderated: bool


@dataclass(frozen=True, kw_only=True)
class Members:
    """A page of a community's members, by name. `is_mine` says whether the viewer coaches it."""

    name: str
    slug: str
    is_mine: bool
    members: tuple[Member, ...]


def listed(slug: str, *, page: int, viewer: Viewer) -> Members:
    """Return a page of a hundred members who are listed, or of all if the viewer coaches it. The first page is 1.

    Raises `NotFound` for communities that are closed to the viewer.
    """
    found = read_as(
        Members,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is open to the viewer}}
        MATCH (me:Person {id: $viewer})
        WITH me, community, {{community is coached by the viewer}} AS is_mine
        RETURN community.name AS name, community.slug AS slug, is_mine, COLLECT {
            MATCH (community)<-[tie:MEMBER_OF]-(person:Person)
            WHERE is_mine OR person.id = $viewer OR ({{person is listed}})
            RETURN {person: {{person is named}}, is_coach: coalesce(tie.is_coach, false),
                    is_moderated: is_mine AND {{person is within reach}}} AS member
            ORDER BY person.name_lower, person.id
            SKIP $skip
            LIMIT $limit
        } AS members
        """,
        slug=slug,
        skip=(page - 1) * ON_A_PAGE,
        limit=ON_A_PAGE,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return only(found, otherwise=NotFound(NOT_HERE))


def join(slug: str, words: str = "", *, by: PersonId) -> None:
    """Join a public community, or ask to join a private one, with words for its coaches. Twice changes nothing.

    Raises `NotFound` for hidden communities, to which only coaches add people, `Conflict` for archived ones, and
    `Invalid` for more than 300 characters.
    """
    if len(words) > WORDS_CHARACTERS:
        raise Invalid(words=f"Use {WORDS_CHARACTERS} characters or fewer.")
    now = clock.now()
    rows = write(
        """
        MATCH (person:Person {id: $by})
        MATCH (community:Community {slug: $slug})
        WHERE community.visibility <> 'hidden' OR EXISTS { (person)-[:MEMBER_OF]->(community) }
        WITH person, community, EXISTS { (person)-[:MEMBER_OF]->(community) } AS is_member
        WITH person, community, is_member OR community.archived_at IS NOT NULL AS is_settled, is_member
        FOREACH (_ IN CASE WHEN community.visibility = 'public' AND NOT is_settled THEN [1] ELSE [] END |
            MERGE (person)-[member:MEMBER_OF]->(community)
                ON CREATE SET member.since = datetime($now), member.is_coach = false)
        FOREACH (_ IN CASE WHEN community.visibility = 'private' AND NOT is_settled THEN [1] ELSE [] END |
            MERGE (person)-[request:REQUESTED]->(community)
                ON CREATE SET request.at = datetime($now), request.words = $words, community.membership_key = $key)
        RETURN is_settled AND NOT is_member AS is_archived
        """,
        slug=slug,
        words=words.strip(),
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if only(rows, otherwise=NotFound(NOT_HERE))["is_archived"]:
        raise ARCHIVED


def leave(slug: str, *, by: PersonId) -> None:
    """Leave, or withdraw a request to join. The audit log records a coach who leaves. Twice changes nothing.

    Raises `Forbidden` for the last coach.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (person:Person {id: $by})
        MATCH (community:Community {slug: $slug})
        WHERE NOT EXISTS { (person)-[coaching:MEMBER_OF]->(community) WHERE coaching.is_coach }
           OR COUNT { (community)<-[coaching:MEMBER_OF]-(:Person) WHERE coaching.is_coach } > 1
        FOREACH (_ IN CASE WHEN EXISTS { (person)-[coaching:MEMBER_OF]->(community) WHERE coaching.is_coach }
                THEN [1] ELSE [] END |
            CREATE (person)-[:DID]->(entry:AuditEntry {id: $entry, act: 'stopped_coaching'})-[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key)
        WITH person, community
        OPTIONAL MATCH (person)-[tie:MEMBER_OF|REQUESTED|INVITED_TO]->(community)
        DELETE tie
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("You're the only coach here. Make someone else a coach before you leave."))


def step_back(slug: str, *, by: PersonId) -> None:
    """Stop being a coach, and stay a member. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for the last coach and for people who aren't members.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[member:MEMBER_OF]->(community:Community {slug: $slug})
        // Writing before counting takes the lock, so that the last two coaches don't step back at once.
        SET community.coaches_key = $key
        WITH me, member, community
        WHERE NOT coalesce(member.is_coach, false)
           OR COUNT { (community)<-[coaching:MEMBER_OF]-(:Person) WHERE coaching.is_coach } > 1
        FOREACH (_ IN CASE WHEN member.is_coach THEN [1] ELSE [] END |
            SET member.is_coach = false
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'stepped_back'})-[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN community.id AS id
        """,
        slug=slug,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("You're the only coach here. Make someone else a coach before you step back."))


def remove(slug: str, person: PersonId, *, by: PersonId) -> None:
    """Remove a member, who is told. What they wrote stays. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but the community's coaches, and for coaches: they step back themselves.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        MATCH (person:Person {id: $person})
        WHERE NOT EXISTS { (person)-[other:MEMBER_OF]->(community) WHERE other.is_coach }
        OPTIONAL MATCH (person)-[member:MEMBER_OF]->(community)
        FOREACH (_ IN CASE WHEN member IS NULL THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'removed_member'})-[:RECORDS]->(community)
            CREATE (entry)-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        DELETE member
        WITH community, person
        // No invitation of before lets them come back.
        OPTIONAL MATCH (person)-[invitation:INVITED_TO]->(community)
        DELETE invitation
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        person=person,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can remove members, and not another coach."))


def admit(slug: str, person: PersonId, *, by: PersonId) -> None:
    """Add someone, whether or not they asked to join. Twice changes nothing.

    Raises `Forbidden` for everyone but the community's coaches, and while it is archived.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach AND community.archived_at IS NULL
        MATCH (person:Person {id: $person})
        MERGE (person)-[member:MEMBER_OF]->(community)
            ON CREATE SET member.since = datetime($now), member.is_coach = false, member.added_by = $by,
                          community.membership_key = $key
        WITH person, community
        OPTIONAL MATCH (person)-[settled:REQUESTED|INVITED_TO]->(community)
        DELETE settled
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        person=person,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can add people, and not while it is archived."))


def make_coach(slug: str, person: PersonId, *, by: PersonId) -> None:
    """Make a member a coach too. The audit log records it. Twice changes nothing.

    Raises `Forbidden` for everyone but the community's coaches, and for people who are not members.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        MATCH (person:Person {id: $person})-[member:MEMBER_OF]->(community)
        WITH me, community, person, member, coalesce(member.is_coach, false) AS was_coach
        SET member.is_coach = true
        FOREACH (_ IN CASE WHEN was_coach THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'made_coach'})-[:RECORDS]->(community)
            CREATE (entry)-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can make its members coaches."))


def decline(slug: str, person: PersonId, *, by: PersonId) -> None:
    """Decline a request to join. Twice changes nothing. Raises `Forbidden` for everyone but the community's coaches."""
    now = clock.now()
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        OPTIONAL MATCH (person:Person {id: $person})-[request:REQUESTED]->(community)
        FOREACH (_ IN CASE WHEN request IS NULL THEN [] ELSE [1] END |
            MERGE (community)-[refusal:REFUSED]->(person)
            SET refusal.at = datetime($now), refusal.words = request.words, community.membership_key = $key)
        DELETE request
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        person=person,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can decide on requests to join."))


def by_audience() -> dict[str, frozenset[PersonId]]:
    """Return the members of each closed community, by the audience of its posts. For replays; no page shows them."""
    rows = read(
        """
        MATCH (community:Community)
        WHERE community.visibility <> 'public'
        RETURN community.id AS audience, [(community)<-[:MEMBER_OF]-(member:Person) | member.id] AS members
        """
    )
    return {row["audience"]: frozenset(row["members"]) for row in rows}
