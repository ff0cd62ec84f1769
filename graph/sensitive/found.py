"""What was found in texts that are published already: because they were imported, or with a reason.

Of what was found, only its kind and mask are kept, with the text's id: graph/reviewing/secrets.py shows it to coaches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read, write
from graph.rows import read_as
from graph.sensitive import company, findings
from graph.sensitive.findings import Finding

POSTS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class _Spoken:
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class _Writing:
    """Everything that people read in a text. `is_known` if something was found in it before."""

    title: str
    body: str
    spoken: tuple[_Spoken, ...]
    is_known: bool


def changed(*, since: datetime) -> Iterator[tuple[tuple[str, ...], datetime]]:
    """Yield the ids of the posts that changed since this moment and of the answers and comments on them, in portions.

    The posts come in the order in which they changed. With each portion comes the moment up to which it reaches, so
    that who reads a large site for the first time can be interrupted.
    """
    begin = clock.key(since)
    while (end := _end(begin)) is not None:
        yield _between(begin, end), clock.EPOCH + timedelta(microseconds=end)
        begin = end + 1


def look(id: str) -> None:
    """Look for secrets and personal data in a text with its captions, and keep what is new for the coaches.

    Nothing is kept of a text that is gone, and what a coach allowed doesn't wait again.
    """
    for writing in _read(id):
        parts = [("", writing.title), ("", writing.body), *((one.language, one.text) for one in writing.spoken)]
        found = [(language, one) for language, text in parts for one in company.find(text)]
        if found:
            _note(id, found)
        elif writing.is_known:
            write("MATCH (found:SecretFinding {about: $id}) DELETE found", id=id)


def forget_gone() -> None:
    """Forget what was found in texts that are gone. What is put back is looked through again."""
    write(
        """
        MATCH (found:SecretFinding)
        WHERE NOT EXISTS { (:Post {id: found.about}) }
          AND NOT EXISTS { (:Answer {id: found.about}) }
          AND NOT EXISTS { (:Comment {id: found.about}) }
          AND NOT EXISTS { (:PendingPost {id: found.about}) }
        DELETE found
        """
    )


def _end(begin: int) -> int | None:
    """Return the key of the last of the next posts, `None` if there are none."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.changed_key >= $begin
        WITH post.changed_key AS key
        ORDER BY key
        LIMIT $limit
        RETURN max(key) AS end
        """,
        begin=begin,
        limit=POSTS_AT_ONCE,
    )
    return rows[0]["end"] if rows else None


def _between(begin: int, end: int) -> tuple[str, ...]:
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.changed_key >= $begin AND post.changed_key <= $end
        WITH [post.id] + [(post)<-[:ANSWERS]-(answer:Answer) | answer.id]
             + [(post)<-[:ON]-(comment:Comment) | comment.id]
             + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(comment:Comment) | comment.id] AS ids
        UNWIND ids AS id
        RETURN DISTINCT id
        """,
        begin=begin,
        end=end,
    )
    return tuple(row["id"] for row in rows)


def _read(id: str) -> tuple[_Writing, ...]:
    return read_as(
        _Writing,
        """
        OPTIONAL MATCH (post:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})
        OPTIONAL MATCH (comment:Comment {id: $id})
        WITH post, coalesce(post, answer, comment) AS thing
        WHERE thing IS NOT NULL
        RETURN coalesce(thing.title, '') AS title, coalesce(thing.body, '') AS body,
               COLLECT {
                   MATCH (thing)-[:SPEAKS]->(captions:Captions)
                   RETURN {language: captions.language, text: captions.text}
               } AS spoken,
               EXISTS { (:SecretFinding {about: $id}) } AS is_known
        """,
        id=id,
    )


def _note(id: str, found: Sequence[tuple[str, Finding]]) -> None:
    """Keep what was found. Unless a coach has allowed all of it, it waits, since it was found first."""
    write(
        """
        MERGE (found:SecretFinding {about: $id})
        SET found.names = $names, found.marks = $marks, found.is_certain = $is_certain,
            found.is_personal = $is_personal,
            found.open_key = CASE WHEN NOT ALL(mark IN $marks WHERE mark IN coalesce(found.allowed, []))
                                  THEN coalesce(found.open_key, $key) END
        """,
        id=id,
        names=[_named(language, one) for language, one in found][: findings.MOST],
        marks=sorted({f"{one.kind} {one.mask}" for _language, one in found}),
        is_personal=all(one.kind in findings.PERSONAL for _language, one in found),
        is_certain=any(one.is_certain for _language, one in found),
        key=clock.key(clock.now()),
    )


def _named(language: str, one: Finding) -> str:
    where = f"in the captions ({language})" if language else f"line {one.line}"
    return f"{one.name}: {one.mask}, {where}"
