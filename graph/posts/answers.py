"""Answers: giving one, and marking the one that helped."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author, Source, author
from graph.driver import Row, having, only, write
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import AnswerId, PersonId, QuestionId, new_id
from graph.posts.comments import Comment, comments_of
from graph.prose import Prose
from graph.viewers import Viewer

ANSWER_CHARACTERS = 50_000


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer on its question's page, as one viewer sees it."""

    id: AnswerId
    html: str
    score: int
    given_at: datetime
    is_accepted: bool
    author: Author | None
    is_askers: bool
    was_comment: bool
    is_mine: bool
    my_vote: int
    source: Source | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """What an acceptance, or taking it back, changed: every answer whose evidence it touches."""

    question: QuestionId
    answers: tuple[AnswerId, ...]


def give(question: QuestionId, body: Prose, *, by: Viewer) -> AnswerId:
    """Answer a question. Raises `Invalid` if it is empty or too long, `NotFound` if it is not open to the viewer."""
    if not 0 < len(body.markdown.strip()) <= ANSWER_CHARACTERS:
        raise Invalid(body=f"An answer must have between 1 and {ANSWER_CHARACTERS:,} characters.")
    now = clock.now()
    rows = write(
        """
        MATCH (question:Post {id: $question})
        WHERE question.kind = 'question' AND question.audience IN $audiences
        MATCH (person:Person {id: $by})
        CREATE (person)-[:GAVE]->(answer:Answer {id: $id, body: $body, html: $html, score: 0, is_accepted: false})
            -[:ANSWERS]->(question)
        SET answer.given_at = datetime($now),
            person.last_active_at = datetime($now),
            question.answers = question.answers + 1,
            question.changed_key = $key
        REMOVE question.unanswered_key
        RETURN answer.id AS id
        """,
        question=question,
        id=new_id(),
        body=body.markdown,
        html=body.html,
        by=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))["id"]


def accept(id: AnswerId, *, by: PersonId) -> Acceptance:
    """Mark the answer that helped, in place of any other. Accepting twice changes nothing.

    Raises `Forbidden` for everybody but the asker.
    """
    rows = write(
        """
        MATCH (:Person {id: $by})-[:ASKED]->(question:Post)<-[:ANSWERS]-(answer:Answer {id: $id})
        OPTIONAL MATCH (question)-[former:ACCEPTED]->(other:Answer)
            WHERE other.id <> $id
        DELETE former
        SET other.is_accepted = false, answer.is_accepted = true,
            question.is_accepted = true, question.changed_key = $key
        REMOVE question.open_key
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
    """Undo an acceptance; the question is open again. Doing it twice changes nothing. Raises `Forbidden`."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[:ASKED]->(question:Post)<-[:ANSWERS]-(answer:Answer {id: $id})
        OPTIONAL MATCH (question)-[acceptance:ACCEPTED]->(answer)
        DELETE acceptance
        SET answer.is_accepted = false,
            question.is_accepted = EXISTS { (question)-[:ACCEPTED]->(other:Answer) WHERE other.id <> $id },
            question.changed_key = $key
        SET question.open_key = CASE WHEN question.is_accepted OR question.closed_at IS NOT NULL THEN null
                                     ELSE question.asked_key END
        RETURN question.id AS question, answer.id AS taken_back
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    row = only(rows, otherwise=Forbidden("Only the asker can unaccept an answer."))
    return Acceptance(question=row["question"], answers=(row["taken_back"],))


def answer_on_page(row: Row) -> Answer:
    """Make an answer of a row that names its fields."""
    return Answer(
        **having(
            row,
            author=author(row["author"]),
            source=Source(**row["source"]) if row["source"] else None,
            comments=comments_of(row["comments"]),
        )
    )
