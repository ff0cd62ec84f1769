"""The steps that take a passage out of the graph. They run in one transaction, in this order.

Each but the first does nothing unless the first has written the entry of the audit log. `$passage` becomes `$mark`;
`$rendered` has the HTML of each text that changes, by its id and by the text that it was made from.
"""

from typing import LiteralString

from graph.redaction.passages import BEGUN, THINGS
from graph.redaction.remarks import REMARKS
from graph.withdrawal.removal import UNSHOW

# The entry says neither what the passage was nor in which text.
BEGIN: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE {{post is open}} AND {{post is looked after by the viewer}}
    // Writing before looking takes the lock: of two coaches, one redacts, and nobody edits meanwhile.
    SET post.redaction_lock = $entry
    WITH post
    WHERE coalesce(post.changed_key, 0) = $seen
    SET post.changed_key = $key, post.redacted_key = $key
    WITH post, [(post)-[:IN]->(community:Community) | community] AS places
    MATCH (me:Person {id: $viewer})
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'redacted', reason: $reason, at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
"""

# People who were named in the passage alone are no longer named.
_UNNAMED: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    UNWIND [row IN $changed WHERE row.id = thing.id | row] AS row
    MATCH (thing)-[named:MENTIONS]->(person:Person)
    WHERE person.id IN row.unnamed
    WITH named, [(person)<-[:TELLS|TOLD]-(told:Notification)-[:TELLS_OF]->(of)
        WHERE told.kind = 'mentioned' AND of.id = thing.id | told] AS letters
    FOREACH (letter IN letters | DETACH DELETE letter)
    DELETE named
    """
)

_REVISIONS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    MATCH (thing)<-[:OF]-(revision:Revision)
    SET revision.title = replace(revision.title, $passage, $mark),
        revision.body = replace(revision.body, $passage, $mark),
        revision.summary = replace(revision.summary, $passage, $mark)
    """
)

_TEXTS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    WITH thing, [row IN $rendered WHERE row.id = thing.id AND row.was = thing.body | row][0] AS row
    WHERE row IS NOT NULL OR thing.body CONTAINS $passage OR thing.title CONTAINS $passage
       OR thing.description CONTAINS $passage OR thing.excerpt CONTAINS $passage
    SET thing.html = coalesce(row.html, thing.html),
        thing.excerpt = replace(coalesce(row.excerpt, thing.excerpt), $passage, $mark),
        thing.title = replace(thing.title, $passage, $mark),
        thing.description = replace(thing.description, $passage, $mark)
    SET thing.body = replace(thing.body, $passage, $mark)
    """
)

# Whoever edits a text that they began to edit before is told that it has changed. The version has no author: its name
# could tell who asked.
_VERSIONS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    UNWIND [row IN $changed WHERE row.id = thing.id AND row.has_version | row] AS row
    WITH post, thing, row, coalesce(thing.version, 1) + 1 AS version,
         CASE WHEN thing:Comment THEN [] ELSE [(post)-[:ABOUT]->(skill:Skill) | skill.name] END AS skills,
         [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) | writer] AS writers
    FOREACH (_ IN CASE WHEN thing.version IS NULL THEN [1] ELSE [] END |
        CREATE (first:Revision {id: row.first, number: 1, summary: ''})-[:OF]->(thing)
        SET first.title = post.title, first.body = coalesce(thing.body, ''), first.skills = skills,
            first.is_cheat_sheet = thing.is_cheat_sheet,
            first.at = coalesce(thing.given_at, thing.made_at, thing.posted_at)
        FOREACH (writer IN writers | CREATE (writer)-[:REVISED]->(first)))
    CREATE (revision:Revision {id: row.revision, number: version, summary: $summary, is_redaction: true})-[:OF]->(thing)
    SET revision.title = post.title, revision.body = coalesce(thing.body, ''), revision.skills = skills,
        revision.is_cheat_sheet = thing.is_cheat_sheet, revision.at = datetime($now),
        thing.version = version, thing.edited_at = datetime($now), thing.edited_key = $key
    """
)

_SUGGESTIONS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    MATCH (thing)<-[:WOULD_CHANGE]-(edit:SuggestedEdit)
    WITH edit, [row IN $rendered WHERE row.id = edit.id AND row.was = edit.body | row][0] AS row
    SET edit.html = coalesce(row.html, edit.html),
        edit.title = replace(edit.title, $passage, $mark),
        edit.summary = replace(edit.summary, $passage, $mark),
        edit.reason = replace(edit.reason, $passage, $mark)
    SET edit.body = replace(edit.body, $passage, $mark)
    """
)

# An open window that still has the passage can't save it over the draft without asking.
_DRAFTS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    MATCH (draft:Draft {about: thing.id})
    UNWIND $escaped AS escaped
    WITH draft, escaped
    WHERE draft.typed CONTAINS escaped
    SET draft.typed = replace(draft.typed, escaped, $mark), draft.saved_key = $key
    """
)

_CAPTIONS: LiteralString = (
    BEGUN
    + """
    UNWIND $captions AS said
    MATCH (captions:Captions {key: said.key})
    SET captions += said
    """
)

_PENDING: LiteralString = (
    BEGUN
    + """
    UNWIND $pending AS row
    MATCH (pending:PendingPost {id: row.id})
    SET pending.title = replace(pending.title, $passage, $mark),
        pending.words = replace(pending.words, $passage, $mark),
        pending.excerpt = coalesce(row.excerpt, pending.excerpt),
        pending.version = coalesce(pending.version, 0) + CASE WHEN pending.draft = row.was THEN 1 ELSE 0 END,
        pending.draft = CASE WHEN pending.draft = row.was THEN row.draft ELSE pending.draft END
    """
)

# What was withdrawn from the page, and can still be put back.
_COPIES: LiteralString = (
    BEGUN
    + """
    MATCH (act:Withdrawal)
    WHERE act.post = $post
    SET act.title = replace(act.title, $passage, $mark)
    WITH act
    MATCH (act)-[:KEEPS_COPY]->(copy:Withdrawn)
    WITH copy, [row IN $rendered WHERE row.id = copy.id AND row.was = copy.body | row][0] AS row
    SET copy.html = coalesce(row.html, copy.html),
        copy.title = replace(copy.title, $passage, $mark), copy.summary = replace(copy.summary, $passage, $mark),
        copy.reason = replace(copy.reason, $passage, $mark), copy.words = replace(copy.words, $passage, $mark)
    SET copy.body = replace(copy.body, $passage, $mark)
    WITH copy
    MATCH (copy)-[held:HELD]-()
    SET held.comment = replace(held.comment, $passage, $mark), held.reason = replace(held.reason, $passage, $mark)
    """
)

_COLLECTIONS: LiteralString = (
    BEGUN
    + """
    MATCH (:Post {id: $post})<-[:HOLDS]-(collection:Collection)
    WHERE collection.name CONTAINS $passage OR collection.description CONTAINS $passage
    SET collection.name = replace(collection.name, $passage, $mark),
        collection.description = replace(collection.description, $passage, $mark)
    SET collection.name_lower = toLower(collection.name)
    """
)

# Authors are told why, each for their own text. Nobody is told what they did themselves.
_NOTICES: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    UNWIND [row IN $changed WHERE row.id = thing.id AND row.notice <> '' | row] AS row
    MATCH (thing)<-[:ASKED|POSTED|GAVE|MADE]-(author:Person)
    WHERE author.id <> $viewer
    MERGE (notice:Takedown {id: row.notice})
    ON CREATE SET notice.of = row.kind, notice.post = post.id, notice.about = thing.id, notice.reason = $reason,
                  notice.state = 'redacted', notice.title = CASE WHEN thing.id = post.id THEN post.title END,
                  notice.at = datetime($now), notice.changed_key = $key
    MERGE (notice)-[told:TAKEN_FROM]->(author)
    SET told.is_private = {{author is the anonymous asker}}
    """
)

STEPS: tuple[LiteralString, ...] = (
    BEGIN,
    _UNNAMED,
    _REVISIONS,
    _TEXTS,
    _VERSIONS,
    _SUGGESTIONS,
    _DRAFTS,
    _CAPTIONS,
    _PENDING,
    *REMARKS,
    _COPIES,
    _COLLECTIONS,
    _NOTICES,
    BEGUN + UNSHOW,
    "MATCH (entry:AuditEntry {id: $entry}) RETURN entry.id AS id",
)
