"""Pinned posts: what a coach wants everyone to see first on the page of a community."""

from graph import clock
from graph.cards import Card, cards
from graph.driver import only, read, write
from graph.errors import Conflict, NotFound
from graph.ids import CommunityId, PostId, new_id
from graph.viewers import Viewer

# More would push what is new off a phone's screen.
PINNED_AT_ONCE = 3

COACHES_ONLY = NotFound("This post doesn't exist, or you don't coach its community.")
TOO_MANY = Conflict(f"At most {PINNED_AT_ONCE} posts can be pinned in a community. Unpin one of them first.")


def pin(post: PostId, *, by: Viewer) -> None:
    """Pin a post in its community. The audit log records it, without the post. Twice changes nothing.

    Raises `NotFound` for everyone but the coaches of its community, and `Conflict` if three others are pinned.
    """
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community)<-[:IN]-(post:Post {id: $post})
        WHERE coaching.is_coach
        // Writing before looking takes the lock: two coaches don't pin a fourth.
        SET community.pins_lock = $entry
        WITH me, community, post, EXISTS { (community)-[:PINS]->(post) } AS is_pinned,
             COUNT { (community)-[:PINS]->(other:Post)
                 WHERE other.id <> $post AND EXISTS { (other)-[:IN]->(community) } } < $most AS has_room
        FOREACH (_ IN CASE WHEN has_room AND NOT is_pinned THEN [1] ELSE [] END |
            CREATE (community)-[:PINS {at_key: $key}]->(post)
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'pinned', at_key: $key})-[:RECORDS]->(community)
            SET entry.at = datetime($now))
        RETURN has_room OR is_pinned AS is_done
        """,
        post=post,
        by=by.id,
        entry=new_id(),
        most=PINNED_AT_ONCE,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    if not only(rows, otherwise=COACHES_ONLY)["is_done"]:
        raise TOO_MANY


def unpin(post: PostId, *, by: Viewer) -> None:
    """Unpin a post. Audit and refusals as in `pin`. Twice changes nothing."""
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community)<-[:IN]-(post:Post {id: $post})
        WHERE coaching.is_coach
        SET community.pins_lock = $entry
        WITH me, community, post
        OPTIONAL MATCH (community)-[pins:PINS]->(post)
        FOREACH (pin IN CASE WHEN pins IS NULL THEN [] ELSE [pins] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'unpinned', at_key: $key})-[:RECORDS]->(community)
            SET entry.at = datetime($now)
            DELETE pin)
        RETURN post.id AS id
        """,
        post=post,
        by=by.id,
        entry=new_id(),
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=COACHES_ONLY)


def listed(community: CommunityId, *, viewer: Viewer) -> tuple[Card, ...]:
    """Return the pinned posts of a community that this viewer may see, the last one pinned first.

    Posts that were moved elsewhere, withdrawn or retired are left out.
    """
    rows = read(
        """
        MATCH (community:Community {id: $id})-[pins:PINS]->(post:Post)
        WHERE {{post is open}} AND EXISTS { (post)-[:IN]->(community) }
        RETURN post.id AS id
        ORDER BY pins.at_key DESC
        """,
        id=community,
        audiences=viewer.audiences,
    )
    return cards([PostId(row["id"]) for row in rows], viewer=viewer)
