"""The steps that take a passage out of what people said about a text: in reports, reactions, thanks and warnings, in
requests to reveal the asker, and in notices. See graph/redaction/steps.py.
"""

from typing import LiteralString

from graph.redaction.passages import BEGUN, THINGS

_REPORTS: LiteralString = (
    BEGUN
    + """
    MATCH (report:Report)
    WHERE report.post = $post AND report.words CONTAINS $passage
    SET report.words = replace(report.words, $passage, $mark)
    """
)
_REMARKS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    MATCH (thing)<-[said:REACTED|DOUBTED]-(:Person)
    SET said.comment = replace(said.comment, $passage, $mark), said.reason = replace(said.reason, $passage, $mark)
    """
)
_THANKS: LiteralString = (
    BEGUN
    + THINGS
    + """
    UNWIND things AS thing
    MATCH (thing)<-[:THANKS_FOR|UNMASKS]-(said)
    SET said.words = replace(said.words, $passage, $mark), said.reason = replace(said.reason, $passage, $mark)
    """
)
_WARNINGS: LiteralString = (
    BEGUN
    + """
    MATCH (warning:Warning)
    WHERE warning.post = $post
    SET warning.words = replace(warning.words, $passage, $mark),
        warning.answer = replace(warning.answer, $passage, $mark)
    """
)
# Earlier entries of the audit log whose reason quotes the passage: a reason and its salt can be erased without breaking
# the chain. Only what was decided about this page, so that nobody erases why they did something else.
_ENTRIES: LiteralString = (
    BEGUN
    + """
    MATCH (notice:Takedown)
    WHERE notice.post = $post AND (notice.reason CONTAINS $passage OR notice.answer CONTAINS $passage)
    MATCH (entry:AuditEntry)
    WHERE entry.reason IN [notice.reason, notice.answer] AND entry.reason CONTAINS $passage
    SET entry.reason = null, entry.salt = null
    """
)
_WARNED: LiteralString = (
    BEGUN
    + """
    MATCH (warning:Warning)
    WHERE warning.post = $post AND warning.words CONTAINS $passage
    MATCH (entry:AuditEntry)
    WHERE entry.act = 'warned' AND entry.reason = warning.words
    SET entry.reason = null, entry.salt = null
    """
)
_REQUESTS: LiteralString = (
    BEGUN
    + """
    MATCH (:Post {id: $post})<-[:UNMASKS]-(:Unmasking)<-[:RECORDS]-(entry:AuditEntry)
    WHERE entry.reason CONTAINS $passage
    SET entry.reason = null, entry.salt = null
    """
)
_TAKEDOWNS: LiteralString = (
    BEGUN
    + """
    MATCH (notice:Takedown)
    WHERE notice.post = $post
    SET notice.title = replace(notice.title, $passage, $mark),
        notice.reason = replace(notice.reason, $passage, $mark),
        notice.appeal = replace(notice.appeal, $passage, $mark),
        notice.answer = replace(notice.answer, $passage, $mark)
    """
)

# What was found in a text is masked, but the mask shows its beginning. It is looked through again.
_FINDINGS: LiteralString = (
    BEGUN
    + """
    UNWIND $changed AS row
    MATCH (found:SecretFinding {about: row.id})
    DETACH DELETE found
    """
)


# Entries come before the notices and warnings whose words they repeat.
REMARKS: tuple[LiteralString, ...] = (
    _REPORTS,
    _REMARKS,
    _ENTRIES,
    _WARNED,
    _REQUESTS,
    _THANKS,
    _WARNINGS,
    _TAKEDOWNS,
    _FINDINGS,
)
