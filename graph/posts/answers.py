"""Answers: giving one, and accepting the one that helped."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.cards import Author, ImportSource, PostLink
from graph.conduct import refusals
from graph.driver import only, write, write_together
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import AnswerId, PersonId, QuestionId, new_id
from graph.posts import approved, archived
from graph.posts.approved import Approval
from graph.posts.comments import ON_ANSWER, ON_LINE, Comments
from graph.prose import Prose
from graph.viewers import EVERYONE, Viewer

ANSWER_CHARACTERS = 50_000

# An `answer` to `post`, as a map. `author` and `nameless` are as for its comments.
ANSWER: LiteralString = (
    """{
    id: answer.id,
    html: answer.html,
    score: answer.score,
    given_at: answer.given_at,
    is_accepted: coalesce(answer.is_accepted, false),
    was_comment: coalesce(answer.was_comment, false),
    author: [(answer)<-[:GAVE]-(person:Person) WHERE person.id <> nameless
        | {{person is named}}][0],
    is_askers: coalesce([(answer)<-[:GAVE]-(person:Person) | person.id = author.id][0], false),
    is_mine: coalesce([(answer)<-[:GAVE]-(person:Person) | person.id = $viewer][0], false),
    is_machine_written: coalesce(answer.is_machine_written, false),
    mark_reason: coalesce([(answer)<-[:GAVE]-(person:Person) WHERE person.id = $viewer | answer.mark_reason][0], ''),
    my_vote: coalesce([(answer)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0),
    source: CASE WHEN answer.source_url IS NOT NULL
        THEN {url: answer.source_url, author: answer.source_author, licence: answer.licence}
    END,
    comments: """
    + ON_ANSWER
    + """
}"""
)

# The question and the one who answers it.
_ALLOWED: LiteralString = """
    MATCH (post:Post {id: $question})
    WHERE post.kind = 'question' AND {{post is open}} AND post.is_archived IS NULL
    MATCH (person:Person {id: $by})
    WHERE {{person is free to answer}}
    """

_GIVEN: LiteralString = """
    CREATE (person)-[:GAVE]->(answer:Answer {id: $id, body: $body, html: $html, score: 0, is_accepted: false})
        -[:ANSWERS]->(post)
    SET answer.given_at = datetime($now), answer.is_machine_written = $is_machine_written,
        person.last_active_at = CASE WHEN $is_active THEN {{person is active now}} ELSE person.last_active_at END,
        post.answers = post.answers + 1,
        post.changed_key = $key
    SET {{post is listed by its state}}
    RETURN answer.id AS id
    """

# The places on `post` where answers were that are withdrawn now, or were split off, as maps.
WITHDRAWN: LiteralString = (
    """[(post)<-[:LEFT_IN]-(line:WithdrawnAnswer) | {
    id: line.id, is_authors: line.is_authors, at: line.at, is_split: coalesce(line.is_split, false),
    became: [(line)-[:SPLIT_INTO]->(other:Post) WHERE {{other is open}} | {id: other.id, title: other.title}][0],
    comments: """
    + ON_LINE
    + "}]"
)


@dataclass(frozen=True, kw_only=True)
class WithdrawnAnswer:
    """The place of an answer that its author withdrew, or a coach (`is_authors`), with the comments of others.

    `at` is when the answer was given. If a coach split it off (`is_split`), it `became` a question, which is `None` if
    the viewer may not see it.
    """

    id: AnswerId
    is_authors: bool
    at: datetime
    is_split: bool
    became: PostLink | None
    comments: Comments


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer on its question's page, as one viewer sees it. Its author can read the `mark_reason`."""

    id: AnswerId
    html: str
    score: int
    given_at: datetime
    is_accepted: bool
    author: Author | None
    is_askers: bool
    was_comment: bool
    is_mine: bool
    is_machine_written: bool
    mark_reason: str
    my_vote: int
    source: ImportSource | None
    comments: Comments


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """The question that an acceptance, or its removal, changed, and every answer whose evidence it affects."""

    question: QuestionId
    answers: tuple[AnswerId, ...]


def refuse_length(body: Prose) -> None:
    """Raise `Invalid` for an answer that is empty or too long."""
    if not 0 < len(body.markdown.strip()) <= ANSWER_CHARACTERS:
        raise Invalid(body=f"An answer must have between 1 and {ANSWER_CHARACTERS:,} characters.")


def give(
    question: QuestionId,
    body: Prose,
    *,
    by: Viewer,
    approval: Approval | None = None,
    is_machine_written: bool = False,
) -> AnswerId:
    """Answer a question. Raises `Invalid` for an answer that is empty or too long, or to a question that is archived,
    closed or locked.

    What a coach approves takes the place of what waited, in the same transaction. Raises `NotFound` like
    `questions.show`, and `Conflict` if it no longer waits.
    """
    refuse_length(body)
    now = clock.now()
    parameters: dict[str, object] = {
        "question": question,
        "id": approval.id if approval else new_id(),
        "body": body.markdown,
        "html": body.html,
        "is_active": not approval,
        "is_machine_written": is_machine_written or None,
        "by": by.id,
        "everyone": EVERYONE,
        "now": now.isoformat(),
        "key": clock.key(now),
    }
    if approval:
        rows = write_together((approved.ANSWER + _GIVEN, approved.SETTLED), **parameters, **approval.parameters)
        return only(rows, otherwise=approved.NO_LONGER)["id"]
    rows = write(_ALLOWED + _GIVEN, **parameters, audiences=by.audiences)
    if not rows:
        refusals.refuse_addition("body", on=question, by=by)
        archived.refuse_answer(question, by=by)
    return only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))["id"]


def accept(id: AnswerId, *, by: PersonId) -> Acceptance:
    """Mark the answer that helped, in place of any other. Accepting twice changes nothing.

    Raises `Forbidden` for everyone but the asker.
    """
    rows = write(
        """
        MATCH (:Person {id: $by})-[:ASKED]->(question:Post)<-[:ANSWERS]-(answer:Answer {id: $id})
        OPTIONAL MATCH (question)-[former:ACCEPTED]->(other:Answer)
            WHERE other.id <> $id
        DELETE former
        SET other.is_accepted = false, answer.is_accepted = true,
            question.is_accepted = true, question.changed_key = $key
        SET {{question is listed by its state}}
        MERGE (question)-[acceptance:ACCEPTED]->(answer)
            ON CREATE SET acceptance.at = datetime($now)
        RETURN question.id AS question, answer.id AS accepted, collect(other.id) AS former
        """,
        id=id,
        by=by,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    row = only(rows, otherwise=Forbidden("Only the asker can accept an answer."))
    return Acceptance(question=row["question"], answers=(row["accepted"], *row["former"]))


def take_back(id: AnswerId, *, by: PersonId) -> Acceptance:
    """Undo an acceptance: the question is open again. Twice changes nothing. Raises `Forbidden` like `accept`."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[:ASKED]->(question:Post)<-[:ANSWERS]-(answer:Answer {id: $id})
        OPTIONAL MATCH (question)-[acceptance:ACCEPTED]->(answer)
        DELETE acceptance
        SET answer.is_accepted = false,
            question.is_accepted = EXISTS { (question)-[:ACCEPTED]->(other:Answer) WHERE other.id <> $id },
            question.changed_key = $key
        SET {{question is listed by its state}}
        RETURN question.id AS question, answer.id AS taken_back
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    row = only(rows, otherwise=Forbidden("Only the asker can unmark an answer as accepted."))
    return Acceptance(question=row["question"], answers=(row["taken_back"],))


def best_first(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return the accepted answer first, then the others by votes and age, each with its comments in order."""
    ordered = sorted(answers, key=lambda answer: (not answer.is_accepted, -answer.score, answer.given_at))
    return tuple(replace(answer, comments=answer.comments.in_order) for answer in ordered)


def oldest_first(lines: Iterable[WithdrawnAnswer]) -> tuple[WithdrawnAnswer, ...]:
    """Return the places of withdrawn answers by their age, each with its comments in order."""
    ordered = sorted(lines, key=lambda line: line.at)
    return tuple(replace(line, comments=line.comments.in_order) for line in ordered)
