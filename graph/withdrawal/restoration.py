"""Undoing a withdrawal within ten minutes: copies become what they were, with their relationships.

Cypher for two engines has no dynamic labels, so there is a statement for each label and each relationship that a text
can have. tests/architecture/test_withdrawal.py compares them with the schema.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.driver import write_together
from graph.errors import Conflict, NotFound
from graph.ids import WithdrawalId, new_id
from graph.posts import audiences
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer
from graph.withdrawal import withdrawals
from graph.withdrawal.withdrawals import Withdrawal

# What nodes become again, by the first of their labels but `Post`.
LABELS: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("Question", "Post:Question"),
    ("Tip", "Post:Tip"),
    ("Post", "Post"),
    ("Answer", "Answer"),
    ("Comment", "Comment"),
    ("WithdrawnAnswer", "WithdrawnAnswer"),
    ("Revision", "Revision"),
    ("SuggestedEdit", "SuggestedEdit"),
    ("DuplicateProposal", "DuplicateProposal"),
    ("Suggestion", "Suggestion"),
    ("Check", "Check"),
    ("Proof", "Proof"),
    ("Thanks", "Thanks"),
    ("Captions", "Captions"),
    ("Echo", "Echo"),
    ("Wish", "Wish"),
    ("Notification", "Notification"),
)

NODES: LiteralString = """
    MATCH (:Withdrawal {id: $withdrawal})-[:KEEPS_COPY]->(copy:Withdrawn)
    WHERE copy.was = 'NAME'
    CREATE (copy)-[:BECAME]->(thing:TYPE)
    SET thing = properties(copy)
    REMOVE thing.was, thing.withdrawn_key, thing.indexed_as
"""

# The relationships that these nodes can have, but `ACCEPTED`.
TYPES: tuple[LiteralString, ...] = (
    *("ASKED", "POSTED", "GAVE", "MADE", "OWNS", "ANSWERS", "ONCE_ANSWERED", "LEFT_IN", "ON", "OF", "ABOUT", "IN"),
    *("USES", "SPEAKS", "MENTIONS", "VOTED", "REACTED", "VERIFIED", "DOUBTED", "BOOKMARKED", "FOLLOWS", "HOLDS"),
    *("CITES", "LINKS_TO", "PINS", "DUPLICATE_OF", "MERGED_INTO", "SPLIT_INTO", "CHECK_BECAUSE", "CONCERNS", "ASKS"),
    *("REVISED", "ACCEPTED_REVISION", "SUGGESTED", "WOULD_CHANGE", "WOULD_CLOSE", "POINTS_TO", "BACKS"),
    *("FOR", "PROPOSES", "BECAUSE", "NAMED_BY", "PASSED_TO", "CONFIRMS", "SHOWED", "TRACED", "ECHOES", "MET_BY"),
    *("MOVED", "UNMASKS", "TELLS", "TOLD", "TELLS_OF", "UNDER"),
    *("GAVE_THANKS", "THANKS", "THANKS_FOR", "COUNTS_AS", "NOTICED_IN", "FEATURES"),
)

# What is held between what `begins` and `ends` it: the restored nodes, and what was never gone. What another
# withdrawal keeps is still held.
_TIES: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    MATCH (act)-[:KEEPS_COPY*0..1]->(copy)
    MATCH (copy)-[held:HELD]-()
    WITH DISTINCT held
    WITH held, {begins: startNode(held), ends: endNode(held)} AS it
    WITH held, it.begins AS a, it.ends AS b
    WITH held, coalesce([(a)-[:BECAME]->(thing) | thing][0], a) AS begins,
         coalesce([(b)-[:BECAME]->(thing) | thing][0], b) AS ends
    WITH held, begins, ends, begins:Withdrawn OR ends:Withdrawn AS is_still_held
"""

RELATIONSHIPS: LiteralString = (
    _TIES
    + """
    WHERE NOT is_still_held AND held.was = 'TYPE'
    CREATE (begins)-[tie:TYPE]->(ends)
    SET tie = properties(held)
    REMOVE tie.was
"""
)

# The acceptance of an answer comes back unless another answer is accepted now.
_ACCEPTED: LiteralString = (
    _TIES
    + """
    WHERE NOT is_still_held AND held.was = 'ACCEPTED' AND NOT EXISTS { (begins)-[:ACCEPTED]->(:Answer) }
    MATCH (question:Post {id: begins.id})
    MATCH (answer:Answer {id: ends.id})
    CREATE (question)-[:ACCEPTED {at: held.at}]->(answer)
"""
)

# What another withdrawal holds is tied to the restored node, and waits for its own undoing.
_PASS_ON: LiteralString = (
    _TIES + "WHERE is_still_held CREATE (begins)-[again:HELD]->(ends) SET again += properties(held)"
)

# The withdrawal, if it is this person's, not too old, and what the text was on is still there.
_BEGIN: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    // Writing before reading takes the lock: two who undo must not both restore.
    SET act.undone_key = $key
    WITH act
    MATCH (act)<-[:WITHDREW]-(me:Person {id: $by})
    FOREACH (_ IN CASE WHEN act.outcome = 'nameless' THEN [1] ELSE [] END | CREATE (act)-[:BECAME]->(me))
"""

_ANSWER: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal, kind: 'answer'})
    MATCH (answer:Answer {id: act.of})-[:ANSWERS]->(post:Post)
    SET answer.is_accepted = EXISTS { (answer)<-[:ACCEPTED]-(:Post) }
    SET post.answers = post.answers + 1,
        post.is_accepted = post.is_accepted OR answer.is_accepted,
        post.works = coalesce(post.works, 0) + coalesce(answer.works, 0),
        post.dangerous = coalesce(post.dangerous, 0) + coalesce(answer.dangerous, 0),
        post.changed_key = $key
    SET {{post is listed by its state}}
    WITH answer
    MATCH (line:WithdrawnAnswer {id: answer.id})
    DETACH DELETE line
"""

_COMMENT: LiteralString = """
    MATCH (:Withdrawal {id: $withdrawal, kind: 'comment'})-[:KEEPS_COPY]->(:Withdrawn)-[:BECAME]->(comment:Comment)
    MATCH (comment)-[:ON]->(remarked)
    OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
    WITH coalesce(above, remarked) AS post
    SET post.changed_key = $key
"""

# Its community may have been closed, opened or archived meanwhile.
_POST: LiteralString = (
    """
    MATCH (act:Withdrawal {id: $withdrawal})
    WHERE act.of = act.post
    MATCH (post:Post {id: act.post})
    WITH act, post, [(post)-[:IN]->(community:Community) | community][0] AS place
    SET post.changed_key = $key
    """
    + audiences.AUDIENCE
)

_NAMED: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal, outcome: 'nameless'})
    MATCH (post:Post {id: act.post})
    WHERE act.retired_at IS NULL
    SET post.freshness = act.freshness, post.due_key = act.due_key,
        post.posted_key = post.shelved_key,
        post.asked_key = CASE WHEN post.kind = 'question' THEN post.shelved_key END,
        post.tip_key = CASE WHEN post.kind = 'tip' THEN post.shelved_key END,
        post.unmatched_key = act.unmatched_key
    REMOVE post.retired_at, post.shelved_key
    SET {{post is listed by its state}}
"""

_AUDIT: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})<-[:WITHDREW]-(me:Person)
    WHERE act.is_audited
    MATCH (post:Post {id: act.post})
    WITH me, [(post)-[:IN]->(community:Community) | community] AS places
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'put_back', at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
"""

# Its authors are told that it is back.
_EXPLAIN: LiteralString = """
    MATCH (notice:Takedown {id: $withdrawal})
    SET notice.state = 'put_back', notice.at = datetime($now), notice.changed_key = $key
    REMOVE notice.granted_key, notice.appealed_key
"""

_END: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    WITH act, [(act)-[:KEEPS_COPY]->(copy:Withdrawn) | copy] AS copies
    FOREACH (copy IN copies | DETACH DELETE copy)
    DETACH DELETE act
"""

# Writing before reading takes the lock, as above.
_BEGIN_AGAIN: LiteralString = "MATCH (act:Withdrawal {id: $withdrawal}) SET act.undone_key = $key"

_TURN_BACK: list[LiteralString] = [
    *(NODES.replace("NAME", name).replace("TYPE", labels) for name, labels in LABELS),
    *(RELATIONSHIPS.replace("TYPE", one) for one in TYPES),
    _ACCEPTED,
    _PASS_ON,
    _ANSWER,
    _COMMENT,
    _POST,
    _NAMED,
]


NO_PLACE = Conflict("What this was on has been withdrawn too, so it can't be restored now.")


@dataclass(frozen=True, kw_only=True)
class _Found:
    has_place: bool


def undo(id: WithdrawalId, *, by: Viewer) -> Withdrawal:
    """Restore what was withdrawn, and return how it had been. Twice changes nothing but raises `NotFound`.

    Raises `NotFound` after ten minutes and for what someone else withdrew, `Conflict` if what it was on was withdrawn
    too.
    """
    act = next((one for one in withdrawals.mine(viewer=by) if one.id == id), None)
    if act is None:
        raise NotFound("This can't be undone any more. You can undo a withdrawal for ten minutes.")
    if not has_place(id):
        raise NO_PLACE
    _restore([_BEGIN, *_TURN_BACK, _AUDIT, _EXPLAIN, _END], id, by.id)
    return act


def put_back(id: WithdrawalId) -> Withdrawal | None:
    """Restore what a coach withdrew, after another one granted the appeal, and return how it had been.

    `None` if it is back already. graph/withdrawal/appeals.py decides, and tells who did.
    """
    act = withdrawals.get(id)
    if act is not None:
        _restore([_BEGIN_AGAIN, *_TURN_BACK, _EXPLAIN, _END], id, "")
    return act


def _restore(steps: list[LiteralString], id: WithdrawalId, by: str) -> None:
    now = clock.now()
    write_together(
        steps, withdrawal=id, by=by, entry=new_id(), everyone=EVERYONE, now=now.isoformat(), key=clock.key(now)
    )


def has_place(id: WithdrawalId) -> bool:
    """Return whether what a withdrawn text was on is still there."""
    found = read_as(
        _Found,
        """
        MATCH (act:Withdrawal {id: $id})
        RETURN act.of = act.post OR EXISTS {
            MATCH (act)-[:KEEPS_COPY]->(copy:Withdrawn)-[held:HELD]->(place)
            WHERE copy.id = act.of AND held.was IN ['ON', 'ANSWERS'] AND NOT place:Withdrawn
        } AS has_place
        """,
        id=id,
    )
    return any(one.has_place for one in found)
