"""Calling in somebody else where no coach looks: all of them are away, or something has waited for a day unclaimed.

Deputies are called in or, without one who is here, site-wide coaches who may read there, or else such admins. They are
told once, by an entry in the audit log about them, and what they may do ends when nothing waits for so long any more.
Requests to join and posts to check wait for the coaches: nobody is harmed by a few days.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import LiteralString

from graph import clock
from graph.driver import read, write
from graph.ids import CommunityId, new_id

WAITS_AT_MOST = timedelta(days=1)

# For each kind of item, the communities in which one waits since `$oldest`, with the key of its claim.
_WAITING: tuple[LiteralString, ...] = (
    """
    MATCH (thing:Report)
    WHERE thing.open_key > 0 AND thing.open_key < $oldest AND thing.post IS NOT NULL
    MATCH (:Post {id: thing.post})-[:IN]->(community:Community)
    WITH community, 'report:' + thing.about AS key
    """,
    """
    MATCH (thing:SecretFinding)
    WHERE thing.open_key > 0 AND thing.open_key < $oldest
    OPTIONAL MATCH (direct:Post {id: thing.about})
    OPTIONAL MATCH (:Answer {id: thing.about})-[:ANSWERS]->(answered:Post)
    OPTIONAL MATCH (:Comment {id: thing.about})-[:ON]->(remarked)
    OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
    WITH thing, coalesce(direct, answered, above, remarked) AS post
    WHERE post IS NOT NULL
    MATCH (post)-[:IN]->(community:Community)
    WITH community, 'secret:' + thing.about AS key
    """,
    """
    MATCH (thing:PendingPost)
    WHERE thing.waiting_key > 0 AND thing.waiting_key < $oldest
    OPTIONAL MATCH (thing)-[:WAITS_IN]->(direct:Community)
    OPTIONAL MATCH (:Post {id: coalesce(thing.post, '')})-[:IN]->(around:Community)
    WITH thing, coalesce(direct, around) AS community
    WHERE community IS NOT NULL
    WITH community, 'pending:' + thing.id AS key
    """,
    """
    MATCH (thing:Takedown)
    WHERE thing.hidden_key > 0 AND thing.hidden_key < $oldest
    MATCH (thing)-[:TAKEN_IN]->(community:Community)
    WITH community, 'hidden:' + thing.id AS key
    """,
    """
    MATCH (thing:SuggestedEdit)
    WHERE thing.open_key > 0 AND thing.open_key < $oldest
    MATCH (thing)-[:WOULD_CHANGE]->(text)
    OPTIONAL MATCH (text)-[:ANSWERS]->(answered:Post)
    WITH thing, coalesce(answered, text) AS post
    MATCH (post)-[:IN]->(community:Community)
    WITH community, 'edit:' + thing.id AS key
    """,
    """
    MATCH (thing:DuplicateProposal)
    WHERE thing.open_key > 0 AND thing.open_key < $oldest
    MATCH (thing)-[:WOULD_CLOSE]->(post:Post)-[:IN]->(community:Community)
    WITH community, 'duplicate:' + post.id AS key
    """,
)

# Leaves out what a coach looks at.
_UNCLAIMED: LiteralString = """
    WHERE NOT EXISTS {
        MATCH (claim:ReviewClaim) WHERE claim.key STARTS WITH key AND claim.until > datetime($now)
    }
    RETURN DISTINCT community.id AS id
    """


def overdue() -> frozenset[CommunityId]:
    """Return the communities in which something has waited for a day and no coach looks at it."""
    now = clock.now()
    found = (
        read(statement + _UNCLAIMED, oldest=clock.key(now - WAITS_AT_MOST), now=now.isoformat())
        for statement in _WAITING
    )
    return frozenset(CommunityId(row["id"]) for rows in found for row in rows)


def call_in(late: Collection[CommunityId]) -> int:
    """Call somebody in for these communities, and those whose coaches are all away. Let those of all others go.

    Returns how many are called in anew. Twice calls nobody in twice.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (community:Community)
        WITH community, community.archived_at IS NULL AND (community.id IN $late OR NOT EXISTS {
            MATCH (community)<-[tie:MEMBER_OF]-(coach:Person)
            WHERE tie.is_coach AND coach.state = 'active' AND {{coach is present}}
        }) AS is_alone
        WHERE is_alone <> ({{community is left alone}})
        SET community.help_since = CASE WHEN is_alone THEN datetime($now) ELSE null END
        WITH community, is_alone
        WHERE is_alone
        CREATE (entry:AuditEntry {id: $entry + community.id, act: 'called_in', at_key: $key})-[:RECORDS]->(community)
        SET entry.at = datetime($now)
        WITH community, entry, COLLECT {
            MATCH (community)<-[:DEPUTISES]-(deputy:Person)
            WHERE deputy.state = 'active' AND {{deputy is present}} AND {{community is left to the deputy}}
            RETURN deputy
        } AS deputies, COLLECT {
            MATCH (one:Person)
            WHERE ({{one is an admin}} OR {{one is a site coach}}) AND one.state = 'active' AND {{one is present}}
              AND (community.visibility = 'public' OR EXISTS { (one)-[:MEMBER_OF]->(community) })
            RETURN one
        } AS keepers
        WITH entry, CASE WHEN size(deputies) > 0 THEN deputies
            WHEN ANY(one IN keepers WHERE {{one is a site coach}})
                THEN [one IN keepers WHERE {{one is a site coach}}] ELSE keepers END AS called
        FOREACH (one IN called | CREATE (entry)-[:RECORDS]->(one))
        RETURN entry.id AS id
        """,
        late=list(late),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return len(rows)
