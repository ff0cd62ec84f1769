"""Answers and comments from other sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.cards import ImportSource
from graph.driver import write
from graph.imports import keys
from graph.prose import Prose


@dataclass(frozen=True, kw_only=True)
class ImportedAnswer:
    """An answer; question and author are named by key. `accepted_at` is `None` unless it is the accepted one."""

    key: str
    question: str
    body: Prose
    author: str | None
    score: int
    given_at: datetime
    accepted_at: datetime | None
    source: ImportSource | None = None


@dataclass(frozen=True, kw_only=True)
class ImportedComment:
    """A comment on a post or an answer. A dump doesn't say which, so it is on the one whose key is there."""

    key: str
    post: str
    answer: str
    body: Prose
    author: str | None
    made_at: datetime
    source: ImportSource | None = None


def answer(answers: Sequence[ImportedAnswer]) -> frozenset[str]:
    """Add answers, none of which may be there yet, and return the keys of those whose question is there."""
    rows = write(
        """
        UNWIND $rows AS row
        MATCH (question:Post {import_key: row.question})
        CREATE (answer:Answer)-[:ANSWERS]->(question)
        SET answer += row.properties,
            answer.given_at = datetime(row.given_at),
            question.answers = question.answers + 1,
            question.is_accepted = question.is_accepted OR row.properties.is_accepted
        SET {{question is listed by its state}}
        FOREACH (_ IN CASE WHEN row.properties.is_accepted THEN [1] ELSE [] END |
            CREATE (question)-[:ACCEPTED {at: datetime(row.accepted_at)}]->(answer))
        WITH row, answer
        OPTIONAL MATCH (author:Person {import_key: row.author})
        SET answer.source_author = coalesce(author.name, answer.source_author)
        FOREACH (_ IN CASE WHEN author IS NULL THEN [] ELSE [1] END | CREATE (author)-[:GAVE]->(answer))
        RETURN row.key AS key
        """,
        rows=[
            {
                "key": answer.key,
                "question": answer.question,
                "author": answer.author,
                "given_at": answer.given_at.isoformat(),
                "accepted_at": answer.accepted_at.isoformat() if answer.accepted_at else None,
                "properties": {
                    "id": keys.id_of(answer.key),
                    "import_key": answer.key,
                    "body": answer.body.markdown,
                    "html": answer.body.html,
                    "score": answer.score,
                    "is_accepted": answer.accepted_at is not None,
                    **keys.credit(answer.source),
                },
            }
            for answer in answers
        ],
    )
    return frozenset(row["key"] for row in rows)


def comment(comments: Sequence[ImportedComment]) -> frozenset[str]:
    """Add comments, none of which may be there yet, and return the keys of those whose post or answer is there."""
    rows = write(
        """
        UNWIND $rows AS row
        OPTIONAL MATCH (post:Post {import_key: row.post})
        OPTIONAL MATCH (answer:Answer {import_key: row.answer})
        WITH row, coalesce(post, answer) AS thing
        WHERE thing IS NOT NULL
        CREATE (comment:Comment)-[:ON]->(thing)
        SET comment += row.properties, comment.made_at = datetime(row.made_at)
        WITH row, comment
        OPTIONAL MATCH (author:Person {import_key: row.author})
        SET comment.source_author = coalesce(author.name, comment.source_author)
        FOREACH (_ IN CASE WHEN author IS NULL THEN [] ELSE [1] END | CREATE (author)-[:MADE]->(comment))
        RETURN row.key AS key
        """,
        rows=[
            {
                "key": comment.key,
                "post": comment.post,
                "answer": comment.answer,
                "author": comment.author,
                "made_at": comment.made_at.isoformat(),
                "properties": {
                    "id": keys.id_of(comment.key),
                    "import_key": comment.key,
                    "body": comment.body.markdown,
                    "html": comment.body.html,
                    **keys.credit(comment.source),
                },
            }
            for comment in comments
        ],
    )
    return frozenset(row["key"] for row in rows)
