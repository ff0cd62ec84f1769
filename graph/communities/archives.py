"""Archived communities: people read there what they could read before, and nobody adds to it until a coach reopens it.

Each post says so itself (`is_archived`), so that statements about questions needn't look for its community.
"""

from typing import LiteralString

from graph import clock
from graph.driver import only, write_together
from graph.errors import Forbidden
from graph.ids import new_id
from graph.viewers import Viewer

COACHES_ONLY = Forbidden("Only a coach of this community can archive or reopen it.")

# The others look for the audit entry: without it, there was nothing to do, and they change nothing.
_ARCHIVE: tuple[LiteralString, ...] = (
    """
    MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
    WHERE coaching.is_coach
    // Writing before looking takes the lock.
    SET community.archive_lock = $entry
    WITH me, community
    WHERE community.archived_at IS NULL
    SET community.archived_at = datetime($now)
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'archived', at_key: $key})-[:RECORDS]->(community)
    SET entry.at = datetime($now)
    WITH community
    MATCH (community)<-[request:REQUESTED]-(:Person)
    DELETE request
    """,
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(:Community)<-[:IN]-(post:Post)
    SET post.is_archived = true, post.ring_key = null, post.alone_key = null, post.unsolved_key = null
    SET {{post is no longer to be matched}}
    WITH post
    MATCH (post)<-[:FOR]-(ask:Suggestion)
    WHERE ask.open_key IS NOT NULL
    SET ask.state = 'expired'
    REMOVE ask.open_key
    """,
)
_REOPEN: tuple[LiteralString, ...] = (
    """
    MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
    WHERE coaching.is_coach
    SET community.archive_lock = $entry
    WITH me, community
    WHERE community.archived_at IS NOT NULL
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'reopened', at_key: $key})-[:RECORDS]->(community)
    SET entry.at = datetime($now)
    REMOVE community.archived_at
    """,
    """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(:Community)<-[:IN]-(post:Post)
    SET post.is_archived = null
    SET {{post is to be matched again}}
    """,
)
_COACHED: LiteralString = """
    MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
    WHERE coaching.is_coach
    RETURN community.id AS id
"""


def archive(slug: str, *, by: Viewer) -> None:
    """Archive a community. Requests to join are dropped, and people who were asked needn't reply any more.

    The audit log records it. Twice changes nothing. Raises `Forbidden` for everyone but its coaches.
    """
    _change(_ARCHIVE, slug, by)


def reopen(slug: str, *, by: Viewer) -> None:
    """Reopen a community: others are asked about the questions that still wait. Audit and refusals as in `archive`."""
    _change(_REOPEN, slug, by)


def _change(statements: tuple[LiteralString, ...], slug: str, by: Viewer) -> None:
    now = clock.now()
    rows = write_together(
        (*statements, _COACHED), slug=slug, by=by.id, entry=new_id(), now=now.isoformat(), key=clock.key(now)
    )
    only(rows, otherwise=COACHES_ONLY)
