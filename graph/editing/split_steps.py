"""The steps that split an answer off as a question. They run in one transaction, in this order.

Each but the first does nothing unless the first has written the entry of the audit log. A former answer stays under its
question, without its words, until its evidence and its entry in the search index are gone: graph/editing/conversions.py
leaves one too.
"""

from typing import LiteralString

_BEGIN: LiteralString = """
    MATCH (answer:Answer {id: $answer})-[:ANSWERS]->(post:Post)
    WHERE {{post is open}} AND NOT coalesce(post.is_anonymous, false) AND post.is_archived IS NULL
      AND ({{post is coached}} OR {{viewer is the admin}})
    MATCH (me:Person {id: $viewer})
    WHERE {{me is free to reply}}
    // Writing before looking takes the lock: of two coaches, one splits it off, and nobody accepts it meanwhile.
    SET answer.lock_turn = $entry, post.changed_key = $key
    WITH answer, post, me
    MATCH (answer)-[tie:ANSWERS]->(post)
    WHERE NOT coalesce(answer.is_accepted, false) AND answer.body = $body
    DELETE tie
    CREATE (answer)-[:ONCE_ANSWERED]->(post)
    CREATE (line:WithdrawnAnswer {id: $answer, is_authors: false, is_split: true})-[:LEFT_IN]->(post)
    SET line.at = answer.given_at, answer.is_withdrawn = true,
        post.answers = post.answers - 1,
        post.works = coalesce(post.works, 0) - coalesce(answer.works, 0),
        post.dangerous = coalesce(post.dangerous, 0) - coalesce(answer.dangerous, 0)
    SET {{post is listed by its state}}
    SET {{post is to be matched again}}
    WITH me, [(post)-[:IN]->(community:Community) | community] AS places
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'split_off_answer', reason: '', at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
"""

_QUESTION: LiteralString = """
    MATCH (:AuditEntry {id: $entry})
    MATCH (answer:Answer {id: $answer})-[:ONCE_ANSWERED]->(post:Post {id: $post})
    MATCH (line:WithdrawnAnswer {id: $answer})
    WITH answer, post, line, [(answer)<-[:GAVE]-(writer:Person) | writer] AS writers,
         [(post)-[:IN]->(community:Community) | community] AS places
    CREATE (line)-[:SPLIT_INTO]->(question:Post:Question {id: $question})
    SET question += $properties,
        question.body = answer.body, question.html = answer.html,
        question.version = answer.version, question.edited_at = answer.edited_at,
        question.source_url = answer.source_url, question.source_author = answer.source_author,
        question.is_machine_written = answer.is_machine_written, question.licence = answer.licence,
        question.audience = post.audience,
        question.posted_at = datetime($now), question.split_at = datetime($now), question.split_by = $viewer
    SET {{question is listed by its state}}
    SET {{question is to be matched}}
    FOREACH (writer IN writers | CREATE (writer)-[:ASKED]->(question))
    FOREACH (place IN places | CREATE (question)-[:IN]->(place))
    FOREACH (tag IN $skills |
        MERGE (skill:Skill {slug: tag.slug})
        ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
        SET skill.changed_key = CASE WHEN question.audience IN skill.audiences THEN skill.changed_key ELSE $key END
        SET skill.audiences = [other IN skill.audiences WHERE other <> question.audience] + question.audience
        CREATE (question)-[:ABOUT]->(skill))
"""

_BEGUN: LiteralString = """
    MATCH (:AuditEntry {id: $entry})
    MATCH (answer:Answer {id: $answer})
    MATCH (question:Post {id: $question})
"""

# Its history compares texts: nobody changed the title or the skills.
_REVISIONS: LiteralString = (
    _BEGUN
    + """
    MATCH (answer)<-[tie:OF]-(revision:Revision)
    CREATE (revision)-[:OF]->(question)
    SET revision.title = $title, revision.skills = $names
    DELETE tie
    """
)
_SUGGESTED: LiteralString = (
    _BEGUN
    + """
    MATCH (answer)<-[tie:WOULD_CHANGE]-(suggestion:SuggestedEdit)
    CREATE (suggestion)-[:WOULD_CHANGE]->(question)
    DELETE tie
    """
)
_COMMENTS: LiteralString = (
    _BEGUN
    + """
    MATCH (answer)<-[tie:ON]-(comment:Comment)
    CREATE (comment)-[:ON]->(question)
    DELETE tie
    """
)
# What people were told of the comments leads to the new page.
_TOLD: LiteralString = (
    _BEGUN
    + """
    MATCH (question)<-[:ON]-(:Comment)<-[:TELLS_OF]-(told:Notification)-[tie:UNDER]->(:Post)
    CREATE (told)-[:UNDER]->(question)
    DELETE tie
    """
)
_MENTIONS: LiteralString = (
    _BEGUN
    + """
    MATCH (answer)-[tie:MENTIONS]->(person:Person)
    CREATE (question)-[:MENTIONS {made_at: tie.made_at}]->(person)
    DELETE tie
    """
)

_THANKS: LiteralString = (
    _BEGUN
    + """
    MATCH (answer)<-[tie:THANKS_FOR]-(thanks:Thanks)
    CREATE (thanks)-[:THANKS_FOR]->(question)
    SET thanks.changed_key = $key
    DELETE tie
    """
)
_PROOFS: LiteralString = (
    _BEGUN
    + """
    MATCH (question)<-[:THANKS_FOR]-(:Thanks)-[:COUNTS_AS]->(proof:Proof)-[tie:CONFIRMS]->(:Post)
    CREATE (proof)-[:CONFIRMS]->(question)
    DELETE tie
    """
)

_REPORTS: LiteralString = (
    _BEGUN
    + """
    MATCH (report:Report)
    WHERE report.about = $answer
    SET report.about = $question, report.of = 'question', report.post = $question,
        report.key = replace(report.key, $answer, $question)
    """
)
_REMARK_REPORTS: LiteralString = (
    _BEGUN
    + """
    WITH question, [(question)<-[:ON]-(comment:Comment) | comment.id] AS remarks
    MATCH (report:Report)
    WHERE report.post = $post AND report.about IN remarks
    SET report.post = $question
    """
)
# Comments that were withdrawn come back on the new page.
_WITHDRAWN: LiteralString = (
    _BEGUN
    + """
    MATCH (act:Withdrawal)-[:KEEPS_COPY]->(copy:Withdrawn)-[held:HELD]->(answer)
    WHERE act.post = $post AND held.was = 'ON'
    CREATE (copy)-[moved:HELD]->(question)
    SET moved += properties(held), act.post = $question
    DELETE held
    """
)
_NOTICES: LiteralString = (
    _BEGUN
    + """
    MATCH (act:Withdrawal)
    WHERE act.post = $question
    MATCH (notice:Takedown {id: act.id})
    SET notice.post = $question
    """
)

_EMPTIED: LiteralString = _BEGUN + "SET answer.body = '', answer.html = '' REMOVE answer.version"

STEPS: tuple[LiteralString, ...] = (
    _BEGIN,
    _QUESTION,
    _REVISIONS,
    _SUGGESTED,
    _COMMENTS,
    _TOLD,
    _MENTIONS,
    _THANKS,
    _PROOFS,
    _REPORTS,
    _REMARK_REPORTS,
    _WITHDRAWN,
    _NOTICES,
    _EMPTIED,
    "MATCH (entry:AuditEntry {id: $entry}) RETURN entry.id AS id",
)
