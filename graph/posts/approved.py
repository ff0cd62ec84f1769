"""Publishing what waited for a coach: who may decide on it, and what settles it in the same transaction.

So it is published once or not at all, whatever dies in between. What waits is written in graph/approvals.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph.errors import Conflict
from graph.ids import PendingPostId, new_id
from graph.viewers import Viewer

NO_LONGER = Conflict("This no longer waits for you, or its author has changed it.")

# What waits as `pending`, its `author`, and its `community` if any, for the statement that `$viewer` decides by.
PENDING: LiteralString = """
    MATCH (author:Person)-[:SUBMITTED]->(pending:PendingPost {id: $id})
    // Writing before looking takes the lock: of two coaches, one decides.
    SET pending.lock = $entry
    WITH author, pending
    WHERE pending.state = 'waiting' AND pending.version = $version
    OPTIONAL MATCH (pending)-[:WAITS_IN]->(direct:Community)
    OPTIONAL MATCH (:Post {id: pending.post})-[:IN]->(around:Community)
    WITH author, pending, coalesce(direct, around) AS community
    WHERE {{community is for the viewer to approve}}
    """

# An author without a name is never looked at: what a coach is told must not tell who it is.
POST: LiteralString = (
    PENDING
    + """
    WITH author, pending, community
    WHERE (community IS NULL OR community.archived_at IS NULL)
      AND (pending.is_nameless OR (author.state = 'active' AND (community IS NULL OR community.visibility = 'public'
          OR EXISTS { (author)-[:MEMBER_OF]->(community) })))
    WITH author, community
    """
)
ANSWER: LiteralString = (
    PENDING
    + """
    WITH author AS person, pending
    MATCH (post:Post {id: $question})
    WHERE post.kind = 'question' AND {{post is open}} AND post.is_archived IS NULL
      AND (pending.is_nameless OR (person.state = 'active' AND {{person is a reader}}))
    WITH person, post
    """
)

# Follows what publishes it, and finds nothing if that did nothing.
SETTLED: LiteralString = """
    MATCH (pending:PendingPost {id: $id})
    OPTIONAL MATCH (post:Post {id: $id})
    OPTIONAL MATCH (answer:Answer {id: $id})
    WITH pending, coalesce(post, answer) AS published
    WHERE published IS NOT NULL AND pending.state = 'waiting'
    // Nothing of the text stays here, so that it is gone with the post.
    SET pending.state = 'published', pending.title = '', pending.post = coalesce(pending.post, $id),
        pending.decided_at = datetime($now), pending.changed_key = $key
    REMOVE pending.waiting_key, pending.draft, pending.excerpt
    WITH pending
    MATCH (me:Person {id: $viewer})
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'approved_post', at_key: $key})
    SET entry.at = datetime($now)
    WITH pending, entry, [(pending)-[:WAITS_IN]->(community:Community) | community]
        + [(asked:Post {id: pending.post})-[:IN]->(around:Community) | around] AS places
    FOREACH (place IN places | MERGE (entry)-[:RECORDS]->(place))
    RETURN pending.id AS id
    """


@dataclass(frozen=True, kw_only=True)
class Approval:
    """That a coach publishes what waited, in the version that they have read."""

    id: PendingPostId
    version: int
    by: Viewer

    @property
    def parameters(self) -> dict[str, object]:
        return {
            "version": self.version,
            "viewer": self.by.id,
            "audiences": self.by.audiences,
            "entry": new_id(),
        }
