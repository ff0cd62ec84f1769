"""The steps that merge two questions. They run in one transaction, in this order.

Each but the first does nothing unless the first has written the entry of the audit log. What moves bears the id of the
question that it was on, as `merged_from`.
"""

from typing import LiteralString

_BEGIN: LiteralString = """
    MATCH (lost:Post {id: $lost})
    MATCH (kept:Post {id: $kept})
    WHERE {{lost is open}} AND {{kept is open}} AND lost.audience IN [$everyone, kept.audience]
      AND NOT coalesce(lost.is_anonymous, false) AND NOT coalesce(kept.is_anonymous, false)
      AND ({{viewer is the admin}} OR ({{lost is coached}} AND {{kept is coached}}))
    // Writing before looking takes the lock: of two coaches, one merges, and nobody answers meanwhile.
    SET lost.lock_turn = $entry, kept.lock_turn = $entry, lost.changed_key = $key, kept.changed_key = $key
    WITH lost, kept
    WHERE lost.merged_at IS NULL AND kept.merged_at IS NULL AND kept.closed_at IS NULL AND kept.retired_at IS NULL
    SET lost.merged_at = datetime($now), lost.merged_by = $viewer
    CREATE (lost)-[:MERGED_INTO]->(kept)
    WITH [(kept)-[:IN]->(community:Community) | community] AS places
    MATCH (me:Person {id: $viewer})
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'merged_questions', reason: $reason, at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
"""

_BEGUN: LiteralString = """
    MATCH (:AuditEntry {id: $entry})
    MATCH (lost:Post {id: $lost})
    MATCH (kept:Post {id: $kept})
"""

# What was merged into it before leads to the same place.
_EARLIER: LiteralString = (
    _BEGUN
    + """
    MATCH (earlier:Post)-[tie:MERGED_INTO]->(lost)
    CREATE (earlier)-[:MERGED_INTO]->(kept)
    DELETE tie
    """
)

_ACCEPTED: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)-[former:ACCEPTED]->(answer:Answer)
    WITH lost, kept, former, answer, former.at AS at, coalesce(kept.is_accepted, false) AS has_one
    FOREACH (_ IN CASE WHEN has_one THEN [] ELSE [1] END | CREATE (kept)-[:ACCEPTED {at: at}]->(answer))
    SET answer.is_accepted = NOT has_one, kept.is_accepted = true, lost.is_accepted = false
    DELETE former
    """
)
_ANSWERS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:ANSWERS]-(answer:Answer)
    CREATE (answer)-[:ANSWERS]->(kept)
    SET answer.merged_from = lost.id
    DELETE tie
    """
)
_FORMER_ANSWERS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:ONCE_ANSWERED]-(answer:Answer)
    CREATE (answer)-[:ONCE_ANSWERED]->(kept)
    DELETE tie
    """
)
_LINES: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:LEFT_IN]-(line:WithdrawnAnswer)
    CREATE (line)-[:LEFT_IN]->(kept)
    DELETE tie
    """
)
_COMMENTS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:ON]-(comment:Comment)
    CREATE (comment)-[:ON]->(kept)
    SET comment.merged_from = lost.id
    DELETE tie
    """
)

# A person has one vote on what is kept, and none on their own question.
_VOTE: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[vote:VOTED]-(voter:Person)
    WHERE NOT EXISTS { (voter)-[:VOTED|ASKED]->(same:Post) WHERE same.id = $kept }
    """
)
_SCORE: LiteralString = _VOTE + "WITH kept, sum(vote.value) AS more SET kept.score = kept.score + more"
_VOTES: LiteralString = _VOTE + "CREATE (voter)-[:VOTED {value: vote.value, at: vote.at}]->(kept)"
_FOLLOWERS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:FOLLOWS]-(person:Person)
    MERGE (person)-[follows:FOLLOWS]->(kept)
    ON CREATE SET follows.at = tie.at
    DELETE tie
    """
)
# The asker hears of new answers as before.
_ASKER: LiteralString = (
    _BEGUN
    + """
    MATCH (asker:Person {id: $asker})
    WHERE $their_key <> ''
    MERGE (asker)-[follows:FOLLOWS]->(kept)
    ON CREATE SET follows.at = datetime($now)
    MERGE (echo:Echo {key: $their_key})
    MERGE (echo)-[:ECHOES]->(kept)
    """
)
_BOOKMARKS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:BOOKMARKED]-(person:Person)
    MERGE (person)-[bookmark:BOOKMARKED]->(kept)
    ON CREATE SET bookmark.key = tie.key
    DELETE tie
    """
)
_COLLECTIONS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[tie:HOLDS]-(collection:Collection)
    MERGE (collection)-[holds:HOLDS]->(kept)
    ON CREATE SET holds.key = tie.key, holds.place = tie.place
    DELETE tie
    """
)

# People with the same question, by their marks. The asker of what is kept isn't one of them.
_ECHOES: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[:ECHOES]-(echo:Echo)
    WITH kept, echo, $kept + ':' + split(echo.key, ':')[1] AS mark
    FOREACH (_ IN CASE WHEN mark = $own_key THEN [] ELSE [1] END |
        MERGE (same:Echo {key: mark})
        MERGE (same)-[:ECHOES]->(kept))
    DETACH DELETE echo
    """
)
_WISHES: LiteralString = (
    _BEGUN
    + """
    MATCH (wish:Wish {about: $lost})
    WITH wish, replace(wish.key, $lost, $kept) AS moved
    WITH wish, moved, wish.source <> 'echo' OR EXISTS { MATCH (same:Wish) WHERE same.key = moved } AS is_over
    FOREACH (_ IN CASE WHEN is_over THEN [1] ELSE [] END | DETACH DELETE wish)
    FOREACH (_ IN CASE WHEN is_over THEN [] ELSE [1] END | SET wish.about = $kept, wish.key = moved)
    """
)

_DUPLICATES: LiteralString = (
    _BEGUN
    + """
    MATCH (other:Post)-[tie:DUPLICATE_OF]->(lost)
    MERGE (other)-[:DUPLICATE_OF]->(kept)
    DELETE tie
    """
)
_ORIGINALS: LiteralString = _BEGUN + "MATCH (lost)-[tie:DUPLICATE_OF]->(:Post) DELETE tie"
# Whoever said that the two are the same was right.
_PROPOSALS: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)<-[:WOULD_CLOSE|POINTS_TO]-(proposal:DuplicateProposal)
    WHERE proposal.open_key IS NOT NULL
    SET proposal.state = CASE WHEN EXISTS {
            (proposal)-[:WOULD_CLOSE|POINTS_TO]->(same:Post) WHERE same.id = $kept
        } THEN 'accepted' ELSE 'declined' END,
        proposal.decided_at = datetime($now), proposal.decided_by = $viewer
    REMOVE proposal.open_key, proposal.key
    """
)

# What knows the page by its id.
_REPORTS: LiteralString = (
    _BEGUN + "MATCH (report:Report) WHERE report.post = $lost AND report.about <> $lost SET report.post = $kept"
)
_NOTICES: LiteralString = _BEGUN + "MATCH (notice:Takedown) WHERE notice.post = $lost SET notice.post = $kept"
_PENDING: LiteralString = _BEGUN + "MATCH (pending:PendingPost) WHERE pending.post = $lost SET pending.post = $kept"
_DRAFTS: LiteralString = (
    _BEGUN
    + """
    MATCH (draft:Draft {about: $lost})
    WHERE draft.form STARTS WITH 'answer-'
    WITH draft, replace(draft.key, $lost, $kept) AS moved
    WHERE NOT EXISTS { MATCH (same:Draft) WHERE same.key = moved }
    SET draft.key = moved, draft.about = $kept, draft.form = 'answer-' + $kept
    """
)
# What was withdrawn from it comes back on the page that is kept.
_WITHDRAWN: LiteralString = (
    _BEGUN
    + """
    MATCH (act:Withdrawal)-[:KEEPS_COPY]->(copy:Withdrawn)-[held:HELD]->(lost)
    WHERE act.post = $lost AND act.of <> $lost AND held.was IN ['ANSWERS', 'ON', 'ONCE_ANSWERED']
    CREATE (copy)-[moved:HELD]->(kept)
    SET moved += properties(held), act.post = $kept
    DELETE held
    """
)
_UNACCEPTED: LiteralString = (
    _BEGUN
    + """
    MATCH (lost)-[held:HELD]->(copy:Withdrawn)
    WHERE held.was = 'ACCEPTED'
    SET copy.is_accepted = false
    DELETE held
    """
)

_COUNTS: LiteralString = (
    _BEGUN
    + """
    SET kept.answers = COUNT { (kept)<-[:ANSWERS]-(:Answer) },
        kept.works = coalesce(kept.works, 0) + coalesce(lost.works, 0),
        kept.dangerous = coalesce(kept.dangerous, 0) + coalesce(lost.dangerous, 0)
    SET {{kept is listed by its state}}
    """
)

# It is in no list, and locked.
_SHELVE: LiteralString = (
    _BEGUN
    + """
    WITH lost, [(lost)<-[:CONCERNS]-(check:Check) | check] AS checks,
         [(lost)<-[:FOR]-(ask:Suggestion) WHERE ask.open_key IS NOT NULL | ask] AS asks
    SET lost.freshness = 'retired', lost.retired_at = coalesce(lost.retired_at, datetime($now)),
        lost.shelved_key = coalesce(lost.posted_key, lost.shelved_key), lost.answers = 0, lost.works = 0,
        lost.dangerous = 0, lost.ring_key = null, lost.alone_key = null, lost.unsolved_key = null,
        lost.locked_at = datetime($now), lost.locked_by = null,
        lost.lock_reason = 'It was merged with another question.'
    REMOVE lost.posted_key, lost.asked_key, lost.due_key
    SET {{lost is listed by its state}}, {{lost is no longer to be matched}}
    FOREACH (check IN checks | DETACH DELETE check)
    FOREACH (ask IN asks |
        SET ask.state = CASE WHEN ask.state = 'asked' THEN 'expired' ELSE ask.state END
        REMOVE ask.open_key)
    """
)

STEPS: tuple[LiteralString, ...] = (
    _BEGIN,
    _EARLIER,
    _ACCEPTED,
    _ANSWERS,
    _FORMER_ANSWERS,
    _LINES,
    _COMMENTS,
    _SCORE,
    _VOTES,
    _FOLLOWERS,
    _ASKER,
    _BOOKMARKS,
    _COLLECTIONS,
    _ECHOES,
    _WISHES,
    _DUPLICATES,
    _ORIGINALS,
    _PROPOSALS,
    _REPORTS,
    _NOTICES,
    _PENDING,
    _DRAFTS,
    _WITHDRAWN,
    _UNACCEPTED,
    _COUNTS,
    _SHELVE,
    "MATCH (entry:AuditEntry {id: $entry}) RETURN entry.id AS id",
)
