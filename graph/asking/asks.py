"""Asks: suggestions that were sent, and how people reply to them. graph/asking/inbox.py reads what people see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.driver import Row, only, write
from graph.errors import Invalid, NotFound
from graph.ids import AnswerId, AskId, PersonId, QuestionId, new_id
from graph.matching.experts import EXPERTS_PER_QUESTION, Part, Reason, Suggestion
from graph.rows import write_as

AskState = Literal["asked", "accepted", "declined", "passed", "expired"]

# The parts of reasons that name a skill instead of a post.
SAID = ("declared", "endorsed")

DECLINE_CHARACTERS = 200
CLOSED = "This ask is closed, or it wasn't sent to you."


@dataclass(frozen=True, kw_only=True)
class NewAsk:
    """A person who was asked, in which ring, and the kinds of evidence for them."""

    person: PersonId
    ring: int
    because: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class _Sent:
    id: AskId
    ring: int


def send(suggestions: Iterable[Suggestion], *, about: QuestionId) -> tuple[NewAsk, ...]:
    """Ask these people and return those who had not been asked before.

    The question counts as matched, even if no experts were found. A retry asks no one twice. Only as many people are
    asked as bring the live asks up to five, even if two workers match the same question at once. No one is asked if the
    question has been answered or settled in the meantime.
    """
    now = clock.now()
    drafts = {AskId(new_id()): one for one in suggestions}
    sent = write_as(
        _Sent,
        """
        MATCH (question:Post {id: $question})
        // Writing before counting takes the lock: two workers must not both fill the same places.
        SET question.matched_at = datetime($now),
            question.ring = coalesce(question.ring, 1),
            question.ring_key = CASE WHEN question.unsolved_key IS NULL THEN coalesce(question.ring_key, $key) END,
            {{question is no longer to be matched}}
        WITH question, COUNT {
            MATCH (question)<-[:FOR]-(ask:Suggestion)
            WHERE ask.state IN ['asked', 'accepted']
        } AS alive
        UNWIND $suggestions AS suggestion
        WITH question, alive, suggestion
        WHERE {{question is still waiting}}
          AND suggestion.about.rank <= $limit - alive
        MATCH (person:Person {id: suggestion.person})
        MERGE (ask:Suggestion {key: suggestion.key})
        ON CREATE SET ask += suggestion.about,
                      ask.ring = question.ring,
                      ask.state = 'asked',
                      ask.open_key = $key,
                      ask.made_at = datetime($now)
        MERGE (ask)-[:FOR]->(question)
        MERGE (ask)-[:PROPOSES]->(person)
        WITH ask, suggestion
        UNWIND suggestion.reasons AS reason
        OPTIONAL MATCH (answer:Answer {id: reason.evidence})
        OPTIONAL MATCH (tip:Post {id: reason.evidence})
        OPTIONAL MATCH (skill:Skill {slug: reason.skill})
        WITH ask, reason, coalesce(skill, answer, tip) AS proof
        MERGE (ask)-[because:BECAUSE]->(proof)
        ON CREATE SET because.share = reason.share, because.part = reason.part
        RETURN DISTINCT ask.id AS id, ask.ring AS ring
        """,
        question=about,
        suggestions=[_row(id, one, about=about, rank=rank) for rank, (id, one) in enumerate(drafts.items(), start=1)],
        limit=EXPERTS_PER_QUESTION,
        key=clock.key(now),
        now=now.isoformat(),
    )
    # An ask that was sent before keeps its first id, which is not among the drafts.
    return tuple(_new(drafts[one.id], one.ring) for one in sent if one.id in drafts)


def accept(id: AskId, *, by: PersonId) -> QuestionId:
    """Promise to answer, and return the question; twice changes nothing.

    Raises `NotFound` for other people's asks and for closed ones.
    """
    return answered(
        write(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted']
            MATCH (ask)-[:FOR]->(question:Post)
            SET ask.state = 'accepted',
                ask.promised_at = coalesce(ask.promised_at, datetime($now))
            RETURN question.id AS question
            """,
            id=id,
            by=by,
            now=clock.now().isoformat(),
        )
    )


def decline(id: AskId, reason: str = "", *, by: PersonId) -> QuestionId:
    """Decline, with or without a reason, and return the question. Readers are not told. Twice changes only the reason.

    If nobody has answered, the question counts as unmatched again, so that the sweep asks the next person even if the
    queue is down. Raises `NotFound` for other people's asks and for closed ones, and `Invalid` for a reason that is too
    long.
    """
    if len(reason) > DECLINE_CHARACTERS:
        raise Invalid(reason=f"Use {DECLINE_CHARACTERS} characters or fewer for the reason.")
    now = clock.now()
    return answered(
        write(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted', 'declined']
            MATCH (ask)-[:FOR]->(question:Post)
            FOREACH (_ IN CASE WHEN ask.state = 'declined' THEN [] ELSE [1] END |
                SET {{question is to be matched again}})
            SET ask.state = 'declined',
                ask.reason = $reason
            REMOVE ask.open_key
            RETURN question.id AS question
            """,
            id=id,
            by=by,
            reason=reason.strip(),
            now=now.isoformat(),
            key=clock.key(now),
        )
    )


def close(answer: AnswerId) -> None:
    """Close the ask of the person who gave this answer and, if it is accepted, every ask of the question."""
    write(
        """
        MATCH (answer:Answer {id: $answer})-[:ANSWERS]->(post:Post)
        MATCH (post)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person)
        WITH ask, answer, EXISTS { (person)-[:GAVE]->(answer) } AND NOT {{person is the anonymous asker}} AS is_theirs
        WHERE ask.open_key IS NOT NULL AND (answer.is_accepted OR is_theirs)
        SET ask.state = CASE WHEN is_theirs THEN 'accepted'
                             WHEN ask.state = 'asked' THEN 'expired'
                             ELSE ask.state END
        REMOVE ask.open_key
        """,
        answer=answer,
    )


def answered(rows: list[Row]) -> QuestionId:
    """Return the question of the one ask that these rows are about. Raises `NotFound` if there are no rows."""
    return only(rows, otherwise=NotFound(CLOSED))["question"]


def _new(suggestion: Suggestion, ring: int) -> NewAsk:
    return NewAsk(
        person=suggestion.person, ring=ring, because=tuple(dict.fromkeys(one.part for one in suggestion.reasons))
    )


def _row(id: AskId, suggestion: Suggestion, *, about: QuestionId, rank: int) -> Row:
    shares = suggestion.shares
    return {
        "person": suggestion.person,
        "key": f"{about}:{suggestion.person}",
        "about": {
            "id": id,
            "rank": rank,
            "score": suggestion.score,
            "tag": shares.tag,
            "text": shares.text,
            "meaning": shares.meaning,
            "active": shares.active,
            "availability": suggestion.availability,
            "via": suggestion.via,
            "near": list(suggestion.near),
            "is_learned": suggestion.is_learned,
        },
        "reasons": [_reason_row(reason) for reason in suggestion.reasons],
    }


def _reason_row(reason: Reason) -> Row:
    skill = reason.evidence if reason.part in SAID else None
    return {"evidence": reason.evidence, "skill": skill, "share": reason.share, "part": reason.part}
