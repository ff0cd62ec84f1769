"""What locking a post and closing a question have in common: one of two coaches acts, and the audit log says so."""

from collections.abc import Sequence
from typing import LiteralString

from graph import clock
from graph.driver import Row, write_together
from graph.ids import PostId, new_id
from graph.posts import roles
from graph.viewers import Viewer

# Writes the entry of the audit log for a `post`. Later statements look for it: without it, there was nothing to do.
RECORDED: LiteralString = """
    WITH post, [(post)-[:IN]->(community:Community) | community] AS places
    MATCH (me:Person {id: $viewer})
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, reason: $reason, at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
    """

# People who were asked needn't reply any more.
ASKS_EXPIRE: LiteralString = """
    MATCH (:AuditEntry {id: $entry})
    MATCH (:Post {id: $post})<-[:FOR]-(ask:Suggestion)
    WHERE ask.open_key IS NOT NULL
    SET ask.state = 'expired'
    REMOVE ask.open_key
    """


def carry_out(steps: Sequence[LiteralString], post: PostId, *, act: str, reason: str, by: Viewer) -> list[Row]:
    """Run the steps of an act in one transaction, and return the rows of the last one.

    Raises `NotFound` for a post that the viewer may not see.
    """
    roles.of(post, viewer=by)
    now = clock.now()
    return write_together(
        steps,
        post=post,
        act=act,
        reason=reason,
        entry=new_id(),
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
