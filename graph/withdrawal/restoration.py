"""Undoing a withdrawal within ten minutes: copies become what they were, with their relationships.

Cypher for two engines has no dynamic labels, so there is a statement for each label and each relationship that a text
can have. tests/architecture/test_withdrawal.py compares them with docs/graph.md.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.driver import write_together
from graph.errors import Conflict, NotFound
from graph.ids import WithdrawalId, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer
from graph.withdrawal import withdrawals
from graph.withdrawal.withdrawals import Withdrawal

# The copies that were a node with one label become that node again.
_COPIES: LiteralString = "MATCH (:Withdrawal {id: $withdrawal})-[:KEEPS_COPY]->(copy:Withdrawn) WHERE copy.was = "
_FILLED: LiteralString = " SET thing += properties(copy) REMOVE thing.was, thing.withdrawn_key, thing.indexed_as"

LABELS: dict[str, LiteralString] = {
    "Question": _COPIES + "'Question' CREATE (copy)-[:BECAME]->(thing:Post:Question {id: copy.id})" + _FILLED,
    "Tip": _COPIES + "'Tip' CREATE (copy)-[:BECAME]->(thing:Post:Tip {id: copy.id})" + _FILLED,
    "Post": _COPIES + "'Post' CREATE (copy)-[:BECAME]->(thing:Post {id: copy.id})" + _FILLED,
    "Answer": _COPIES + "'Answer' CREATE (copy)-[:BECAME]->(thing:Answer {id: copy.id})" + _FILLED,
    "Comment": _COPIES + "'Comment' CREATE (copy)-[:BECAME]->(thing:Comment {id: copy.id})" + _FILLED,
    "WithdrawnAnswer": _COPIES
    + "'WithdrawnAnswer' CREATE (copy)-[:BECAME]->(thing:WithdrawnAnswer {id: copy.id})"
    + _FILLED,
    "Revision": _COPIES + "'Revision' CREATE (copy)-[:BECAME]->(thing:Revision {id: copy.id})" + _FILLED,
    "SuggestedEdit": _COPIES + "'SuggestedEdit' CREATE (copy)-[:BECAME]->(thing:SuggestedEdit {id: copy.id})" + _FILLED,
    "Suggestion": _COPIES + "'Suggestion' CREATE (copy)-[:BECAME]->(thing:Suggestion {id: copy.id})" + _FILLED,
    "Check": _COPIES + "'Check' CREATE (copy)-[:BECAME]->(thing:Check {id: copy.id})" + _FILLED,
    "Proof": _COPIES + "'Proof' CREATE (copy)-[:BECAME]->(thing:Proof {id: copy.id})" + _FILLED,
    "DuplicateProposal": _COPIES
    + "'DuplicateProposal' CREATE (copy)-[:BECAME]->(thing:DuplicateProposal {key: copy.key})"
    + _FILLED,
    "Captions": _COPIES + "'Captions' CREATE (copy)-[:BECAME]->(thing:Captions {key: copy.key})" + _FILLED,
    "Echo": _COPIES + "'Echo' CREATE (copy)-[:BECAME]->(thing:Echo {key: copy.key})" + _FILLED,
    "Notification": _COPIES + "'Notification' CREATE (copy)-[:BECAME]->(thing:Notification {key: copy.key})" + _FILLED,
    "Wish": _COPIES + "'Wish' CREATE (copy)-[:BECAME]->(thing:Wish {key: copy.key})" + _FILLED,
}

# The held relationships of one type, between what `begins` and `ends` them: the restored nodes, and what was never
# gone. What another withdrawal keeps has no label of its own yet.
_TIES: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    MATCH (act)-[:KEEPS_COPY*0..1]->(copy)
    MATCH (copy)-[held:HELD]-()
    WITH DISTINCT held, startNode(held) AS a, endNode(held) AS b
    WITH held, coalesce([(a)-[:BECAME]->(thing) | thing][0], a) AS begins,
         coalesce([(b)-[:BECAME]->(thing) | thing][0], b) AS ends
    WITH held, begins, ends, begins:Withdrawn OR ends:Withdrawn AS is_still_held
"""
_OPEN: LiteralString = _TIES + "WHERE NOT is_still_held AND held.was = "
_SAME: LiteralString = " SET tie += properties(held) REMOVE tie.was"

RELATIONSHIPS: dict[str, LiteralString] = {
    "ASKED": _OPEN + "'ASKED' CREATE (begins)-[tie:ASKED]->(ends)" + _SAME,
    "POSTED": _OPEN + "'POSTED' CREATE (begins)-[tie:POSTED]->(ends)" + _SAME,
    "GAVE": _OPEN + "'GAVE' CREATE (begins)-[tie:GAVE]->(ends)" + _SAME,
    "MADE": _OPEN + "'MADE' CREATE (begins)-[tie:MADE]->(ends)" + _SAME,
    "OWNS": _OPEN + "'OWNS' CREATE (begins)-[tie:OWNS]->(ends)" + _SAME,
    "ANSWERS": _OPEN + "'ANSWERS' CREATE (begins)-[tie:ANSWERS]->(ends)" + _SAME,
    "ONCE_ANSWERED": _OPEN + "'ONCE_ANSWERED' CREATE (begins)-[tie:ONCE_ANSWERED]->(ends)" + _SAME,
    "LEFT_IN": _OPEN + "'LEFT_IN' CREATE (begins)-[tie:LEFT_IN]->(ends)" + _SAME,
    "ON": _OPEN + "'ON' CREATE (begins)-[tie:ON]->(ends)" + _SAME,
    "OF": _OPEN + "'OF' CREATE (begins)-[tie:OF]->(ends)" + _SAME,
    "ABOUT": _OPEN + "'ABOUT' CREATE (begins)-[tie:ABOUT]->(ends)" + _SAME,
    "IN": _OPEN + "'IN' CREATE (begins)-[tie:IN]->(ends)" + _SAME,
    "USES": _OPEN + "'USES' CREATE (begins)-[tie:USES]->(ends)" + _SAME,
    "SPEAKS": _OPEN + "'SPEAKS' CREATE (begins)-[tie:SPEAKS]->(ends)" + _SAME,
    "MENTIONS": _OPEN + "'MENTIONS' CREATE (begins)-[tie:MENTIONS]->(ends)" + _SAME,
    "VOTED": _OPEN + "'VOTED' CREATE (begins)-[tie:VOTED]->(ends)" + _SAME,
    "REACTED": _OPEN + "'REACTED' CREATE (begins)-[tie:REACTED]->(ends)" + _SAME,
    "VERIFIED": _OPEN + "'VERIFIED' CREATE (begins)-[tie:VERIFIED]->(ends)" + _SAME,
    "DOUBTED": _OPEN + "'DOUBTED' CREATE (begins)-[tie:DOUBTED]->(ends)" + _SAME,
    "BOOKMARKED": _OPEN + "'BOOKMARKED' CREATE (begins)-[tie:BOOKMARKED]->(ends)" + _SAME,
    "FOLLOWS": _OPEN + "'FOLLOWS' CREATE (begins)-[tie:FOLLOWS]->(ends)" + _SAME,
    "HOLDS": _OPEN + "'HOLDS' CREATE (begins)-[tie:HOLDS]->(ends)" + _SAME,
    "CITES": _OPEN + "'CITES' CREATE (begins)-[tie:CITES]->(ends)" + _SAME,
    "LINKS_TO": _OPEN + "'LINKS_TO' CREATE (begins)-[tie:LINKS_TO]->(ends)" + _SAME,
    "DUPLICATE_OF": _OPEN + "'DUPLICATE_OF' CREATE (begins)-[tie:DUPLICATE_OF]->(ends)" + _SAME,
    "CHECK_BECAUSE": _OPEN + "'CHECK_BECAUSE' CREATE (begins)-[tie:CHECK_BECAUSE]->(ends)" + _SAME,
    "REVISED": _OPEN + "'REVISED' CREATE (begins)-[tie:REVISED]->(ends)" + _SAME,
    "ACCEPTED_REVISION": _OPEN + "'ACCEPTED_REVISION' CREATE (begins)-[tie:ACCEPTED_REVISION]->(ends)" + _SAME,
    "SUGGESTED": _OPEN + "'SUGGESTED' CREATE (begins)-[tie:SUGGESTED]->(ends)" + _SAME,
    "WOULD_CHANGE": _OPEN + "'WOULD_CHANGE' CREATE (begins)-[tie:WOULD_CHANGE]->(ends)" + _SAME,
    "WOULD_CLOSE": _OPEN + "'WOULD_CLOSE' CREATE (begins)-[tie:WOULD_CLOSE]->(ends)" + _SAME,
    "POINTS_TO": _OPEN + "'POINTS_TO' CREATE (begins)-[tie:POINTS_TO]->(ends)" + _SAME,
    "BACKS": _OPEN + "'BACKS' CREATE (begins)-[tie:BACKS]->(ends)" + _SAME,
    "FOR": _OPEN + "'FOR' CREATE (begins)-[tie:FOR]->(ends)" + _SAME,
    "PROPOSES": _OPEN + "'PROPOSES' CREATE (begins)-[tie:PROPOSES]->(ends)" + _SAME,
    "BECAUSE": _OPEN + "'BECAUSE' CREATE (begins)-[tie:BECAUSE]->(ends)" + _SAME,
    "NAMED_BY": _OPEN + "'NAMED_BY' CREATE (begins)-[tie:NAMED_BY]->(ends)" + _SAME,
    "PASSED_TO": _OPEN + "'PASSED_TO' CREATE (begins)-[tie:PASSED_TO]->(ends)" + _SAME,
    "CONCERNS": _OPEN + "'CONCERNS' CREATE (begins)-[tie:CONCERNS]->(ends)" + _SAME,
    "ASKS": _OPEN + "'ASKS' CREATE (begins)-[tie:ASKS]->(ends)" + _SAME,
    "CONFIRMS": _OPEN + "'CONFIRMS' CREATE (begins)-[tie:CONFIRMS]->(ends)" + _SAME,
    "SHOWED": _OPEN + "'SHOWED' CREATE (begins)-[tie:SHOWED]->(ends)" + _SAME,
    "TRACED": _OPEN + "'TRACED' CREATE (begins)-[tie:TRACED]->(ends)" + _SAME,
    "ECHOES": _OPEN + "'ECHOES' CREATE (begins)-[tie:ECHOES]->(ends)" + _SAME,
    "TELLS": _OPEN + "'TELLS' CREATE (begins)-[tie:TELLS]->(ends)" + _SAME,
    "TOLD": _OPEN + "'TOLD' CREATE (begins)-[tie:TOLD]->(ends)" + _SAME,
    "TELLS_OF": _OPEN + "'TELLS_OF' CREATE (begins)-[tie:TELLS_OF]->(ends)" + _SAME,
    "UNDER": _OPEN + "'UNDER' CREATE (begins)-[tie:UNDER]->(ends)" + _SAME,
    "MET_BY": _OPEN + "'MET_BY' CREATE (begins)-[tie:MET_BY]->(ends)" + _SAME,
    "UNMASKS": _OPEN + "'UNMASKS' CREATE (begins)-[tie:UNMASKS]->(ends)" + _SAME,
    # Of an answer that was accepted, unless another one is accepted now.
    "ACCEPTED": _OPEN
    + "'ACCEPTED' AND NOT EXISTS { (begins)-[:ACCEPTED]->(:Answer) } CREATE (begins)-[tie:ACCEPTED]->(ends)"
    + _SAME,
}

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

# Its community may have been closed or opened meanwhile.
_POST: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    WHERE act.of = act.post
    MATCH (post:Post {id: act.post})
    WITH act, post, [(post)-[:IN]->(community:Community) | community][0] AS place
    SET post.changed_key = $key,
        post.audience = CASE WHEN place.visibility <> 'public' THEN place.id ELSE $everyone END
"""

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

_END: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    WITH act, [(act)-[:KEEPS_COPY]->(copy:Withdrawn) | copy] AS copies
    FOREACH (copy IN copies | DETACH DELETE copy)
    DETACH DELETE act
"""

_STEPS: list[LiteralString] = [
    _BEGIN,
    *LABELS.values(),
    *RELATIONSHIPS.values(),
    _PASS_ON,
    _ANSWER,
    _COMMENT,
    _POST,
    _NAMED,
    _AUDIT,
    _END,
]


@dataclass(frozen=True, kw_only=True)
class _Found:
    has_place: bool


def undo(id: WithdrawalId, *, by: Viewer) -> Withdrawal:
    """Restore what was withdrawn, and return how it had been. Twice changes nothing but raises `NotFound`.

    Raises `NotFound` after ten minutes and for what someone else withdrew, `Conflict` if what it was on was withdrawn
    too.
    """
    act = next((one for one in withdrawals.mine(by.id) if one.id == id), None)
    if act is None:
        raise NotFound("This can't be undone any more. You can undo a withdrawal for ten minutes.")
    if not _has_place(id):
        raise Conflict("What this was on has been withdrawn too, so it can't be restored now.")
    now = clock.now()
    write_together(
        _STEPS,
        withdrawal=id,
        by=by.id,
        entry=new_id(),
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return act


def _has_place(id: WithdrawalId) -> bool:
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
