"""Who can see a community, and what changes for whom when its coaches decide otherwise.

Statements filter by the audience of a post, so it changes together with the community, for all of its posts at once.
What is only reckoned from it, such as evidence and the search index, follows by a worker: see decision 36.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.communities.communities import Visibility
from graph.driver import only, write, write_together
from graph.errors import Conflict, Forbidden
from graph.ids import new_id, slug
from graph.posts import audiences
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

COACHES_ONLY = Forbidden("Only a coach of this community can change who can see it.")
CHANGED = Conflict("Another coach has changed this meanwhile. Look again at who would see what.")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Who can see a community now, and how many a change would concern. `others` are people who aren't members."""

    slug: str
    name: str
    visibility: Visibility
    posts: int
    members: int
    others: int
    requests: int


# The change, and its audit entry, which the other statements look for: without it, they change nothing.
CHANGE: LiteralString = """
    MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
    WHERE coaching.is_coach
    // Writing before looking takes the lock.
    SET community.visibility_lock = $entry
    WITH me, community
    WHERE community.visibility = $since AND $since <> $to
    SET community.visibility = $to,
        community.slug = CASE $to WHEN 'hidden' THEN $secret_slug ELSE community.slug END,
        community.changed_key = $key,
        community.membership_key = $key
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'made_' + $to, at_key: $key})-[:RECORDS]->(community)
    SET entry.at = datetime($now)
    WITH community
    MATCH (community)<-[request:REQUESTED]-(:Person)
    WHERE $to <> 'private'
    DELETE request
"""

# Many posts share few skills, which are changed once.
POSTS: tuple[LiteralString, ...] = (
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community)<-[:IN]-(post:Post)
    WHERE post.audience <> {{place is read by}}
    """
    + audiences.AUDIENCE,
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community)<-[:IN]-(:Post)-[:ABOUT]->(skill:Skill)
    WITH DISTINCT skill, {{place is read by}} AS audience
    WHERE NOT audience IN skill.audiences
    SET skill.audiences = skill.audiences + audience, skill.changed_key = $key
    """,
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community)<-[:IN]-(post:Post)
    WHERE place.visibility <> 'public'
    """
    + audiences.ASKED,
)

COLLECTIONS: LiteralString = """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community)<-[:IN]-(collection:Collection)
    WHERE collection.audience IN [$everyone, place.id]
    SET collection.audience = {{place is read by}}
"""

# What members said about each other's skills, and the names of skills that only they knew. Without this, nobody would
# see them any more. In the other direction, what everyone could know stays known.
OPENED: tuple[LiteralString, ...] = (
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community {visibility: 'public'})
    MATCH (place)<-[:IN]-(:Post)<-[:TRACED]-(given:Proof)
    WHERE given.audience = place.id
    SET given.audience = $everyone
    """,
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(place:Community {visibility: 'public'})
    MATCH (alias:Alias)
    WHERE place.id IN alias.audiences
    SET alias.audiences = [other IN alias.audiences WHERE other <> $everyone] + $everyone
    """,
)

# The last statement says what its address is now, if it was changed.
RESULT: LiteralString = """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(community:Community)
    RETURN community.slug AS slug
"""


def get(slug: str, *, viewer: Viewer) -> Reach:
    """Return who can see a community, and whom a change would concern. Raises `Forbidden` for all but its coaches."""
    found = read_as(
        Reach,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.slug AS slug,
               community.name AS name,
               community.visibility AS visibility,
               COUNT { (community)<-[:IN]-(:Post) } AS posts,
               COUNT { (community)<-[:MEMBER_OF]-(:Person) } AS members,
               COUNT {
                   MATCH (person:Person)
                   WHERE person.state = 'active' AND NOT EXISTS {
                       MATCH (person)-[:MEMBER_OF]->(joined:Community)
                       WHERE joined.slug = $slug
                   }
               } AS others,
               COUNT { (community)<-[:REQUESTED]-(:Person) } AS requests
        """,
        slug=slug,
        viewer=viewer.id,
    )
    return only(found, otherwise=COACHES_ONLY)


def change(community: str, to: Visibility, *, since: Visibility, by: Viewer) -> str:
    """Change who can see a community, and return its address, which changes if it is hidden. Twice changes nothing.

    Members stay. Requests to join are dropped unless people can still ask. The audit log records it, and members are
    told. Raises `Forbidden` for everyone but its coaches, and `Conflict` if its visibility isn't `since` any more.
    """
    found = get(community, viewer=by)
    now = clock.now()
    rows = write_together(
        (CHANGE, *POSTS, COLLECTIONS, *OPENED, RESULT),
        slug=community,
        to=to,
        since=since,
        # A name that others choose must not collide with it, since a refusal would reveal that it exists.
        secret_slug=f"{slug(found.name)}-{new_id()}",
        by=by.id,
        entry=new_id(),
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if rows:
        return rows[0]["slug"]
    if found.visibility != to:
        raise CHANGED
    return community


def settle(slug: str) -> None:
    """Give posts that were being written while the community changed the audience that it has now."""
    write(
        """
        MATCH (place:Community {slug: $slug})<-[:IN]-(post:Post)
        WHERE post.audience <> {{place is read by}}
        SET post.changed_key = $key
        """
        + audiences.FOLLOW,
        slug=slug,
        everyone=EVERYONE,
        key=clock.key(clock.now()),
    )
