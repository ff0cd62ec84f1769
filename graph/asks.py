"""Asks: suggestions that were sent, what the people asked see of them, and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.driver import Row, only, read, write
from graph.errors import Invalid, NotFound
from graph.experts import Part, Suggestion
from graph.ids import AnswerId, AskId, PersonId, PostId, QuestionId, new_id
from graph.posts import Author, SkillTag, author, tags
from graph.viewers import Viewer

State = Literal["asked", "accepted", "declined", "expired"]

# After three days of silence the next person is asked.
PATIENCE = timedelta(days=3)
DECLINE_CHARACTERS = 200
SHOWN_IN_INBOX = 50


@dataclass(frozen=True, kw_only=True)
class Because:
    """A reason that this viewer may open: an answer or a tip, on the page of its post.

    `share` is what it makes up of the whole score, between 0 and 1; `part` is how it came to count.
    """

    evidence: str
    post: PostId
    title: str
    share: float
    part: Part


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question for which this person was suggested, as it stands in their inbox."""

    id: AskId
    question: QuestionId
    title: str
    excerpt: str
    asker: Author | None
    skills: tuple[SkillTag, ...]
    state: State
    made_at: datetime
    is_new: bool
    reasons: tuple[Because, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody who was asked about a question, as its readers see it."""

    person: Author
    state: State
    reasons: tuple[Because, ...]


def send(suggestions: Iterable[Suggestion], *, about: QuestionId) -> None:
    """Ask these people, and note that the question was matched, if only in vain. A retry asks nobody twice."""
    now = clock.now()
    write(
        """
        MATCH (question:Post {id: $question})
        SET question.matched_at = datetime($now)
        REMOVE question.unmatched_key
        WITH question
        UNWIND $suggestions AS suggestion
        MATCH (person:Person {id: suggestion.person})
        MERGE (ask:Suggestion {key: suggestion.key})
        ON CREATE SET ask += suggestion.about, ask.state = 'asked', ask.open_key = $key, ask.made_at = datetime($now)
        MERGE (ask)-[:FOR]->(question)
        MERGE (ask)-[:PROPOSES]->(person)
        WITH ask, suggestion
        UNWIND suggestion.reasons AS reason
        OPTIONAL MATCH (answer:Answer {id: reason.evidence})
        OPTIONAL MATCH (tip:Post {id: reason.evidence})
        WITH ask, reason, coalesce(answer, tip) AS proof
        MERGE (ask)-[because:BECAUSE]->(proof)
        ON CREATE SET because.share = reason.share, because.part = reason.part
        """,
        question=about,
        suggestions=[_row(one, about=about, rank=rank) for rank, one in enumerate(suggestions, start=1)],
        key=clock.key(now),
        now=now.isoformat(),
    )


def inbox(*, viewer: Viewer) -> tuple[Ask, ...]:
    """Return what this person is asked and has promised to answer, newest first, at most fifty.

    Left out is what has been settled since, and what is no longer open to them.
    """
    rows = read(
        """
        MATCH (:Person {id: $viewer})<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL AND question.open_key IS NOT NULL AND question.audience IN $audiences
        RETURN ask.id AS id,
               question.id AS question,
               question.title AS title,
               question.excerpt AS excerpt,
               [(asker:Person)-[:ASKED]->(question) WHERE NOT question.is_anonymous
                   | {id: asker.id, name: asker.name}][0] AS asker,
               [(question)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               ask.state AS state,
               ask.made_at AS made_at,
               ask.seen_at IS NULL AS is_new,
               [(ask)-[because:BECAUSE]->(proof)-[:ANSWERS]->(post:Post) WHERE post.audience IN $audiences
                   | {evidence: proof.id, post: post.id, title: post.title, share: because.share, part: because.part}]
               + [(ask)-[because:BECAUSE]->(tip:Post) WHERE tip.audience IN $audiences
                   | {evidence: tip.id, post: tip.id, title: tip.title, share: because.share, part: because.part}]
               AS reasons
        ORDER BY made_at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN_IN_INBOX,
    )
    return tuple(_ask(row) for row in rows)


def count_new(*, viewer: Viewer) -> int:
    """Return how many asks in the inbox have not been looked at yet."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL
          AND ask.seen_at IS NULL
          AND question.open_key IS NOT NULL
          AND question.audience IN $audiences
        RETURN count(ask) AS asks
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return rows[0]["asks"]


def of_question(id: QuestionId, *, viewer: Viewer) -> tuple[Asked, ...]:
    """Return who was asked about a question and why, in the order of the suggestions. Who declined is left out.

    Without a reason that this viewer may open, a person is not shown either.
    """
    rows = read(
        """
        MATCH (question:Post {id: $id})<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person)
        WHERE question.audience IN $audiences AND ask.state IN ['asked', 'accepted']
        RETURN {id: person.id, name: person.name} AS person,
               ask.state AS state,
               ask.made_at AS made_at,
               ask.rank AS rank,
               [(ask)-[because:BECAUSE]->(proof)-[:ANSWERS]->(post:Post) WHERE post.audience IN $audiences
                   | {evidence: proof.id, post: post.id, title: post.title, share: because.share, part: because.part}]
               + [(ask)-[because:BECAUSE]->(tip:Post) WHERE tip.audience IN $audiences
                   | {evidence: tip.id, post: tip.id, title: tip.title, share: because.share, part: because.part}]
               AS reasons
        """,
        id=id,
        audiences=viewer.audiences,
    )
    rows.sort(key=lambda row: (row["made_at"], row["rank"]))
    asked = (
        Asked(person=Author(**row["person"]), state=row["state"], reasons=_reasons(row["reasons"])) for row in rows
    )
    return tuple(one for one in asked if one.reasons)


def see(*, by: PersonId) -> None:
    """Note that this person has looked at the inbox: nothing in it is new any more."""
    write(
        """
        MATCH (:Person {id: $by})<-[:PROPOSES]-(ask:Suggestion)
        WHERE ask.seen_at IS NULL
        SET ask.seen_at = datetime($now)
        """,
        by=by,
        now=clock.now().isoformat(),
    )


def accept(id: AskId, *, by: PersonId) -> QuestionId:
    """Promise to answer; twice changes nothing. Raises `NotFound` for other people's asks and for closed ones."""
    return _answered(
        write(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted']
            MATCH (ask)-[:FOR]->(question:Post)
            SET ask.state = 'accepted', ask.seen_at = coalesce(ask.seen_at, datetime($now))
            RETURN question.id AS question
            """,
            id=id,
            by=by,
            now=clock.now().isoformat(),
        )
    )


def decline(id: AskId, reason: str = "", *, by: PersonId) -> QuestionId:
    """Pass, with a reason or none; readers of the question are not told. Twice changes nothing.

    Raises `NotFound` like `accept`, and `Invalid` for a reason that is too long.
    """
    if len(reason) > DECLINE_CHARACTERS:
        raise Invalid(reason=f"Say it in at most {DECLINE_CHARACTERS} characters.")
    return _answered(
        write(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted', 'declined']
            MATCH (ask)-[:FOR]->(question:Post)
            SET ask.state = 'declined', ask.reason = $reason, ask.seen_at = coalesce(ask.seen_at, datetime($now))
            REMOVE ask.open_key
            RETURN question.id AS question
            """,
            id=id,
            by=by,
            reason=reason.strip(),
            now=clock.now().isoformat(),
        )
    )


def close(answer: AnswerId) -> None:
    """Close the ask of somebody who has answered, and every ask of the question once this answer is accepted."""
    write(
        """
        MATCH (answer:Answer {id: $answer})-[:ANSWERS]->(question:Post)
        MATCH (question)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person)
        WHERE ask.open_key IS NOT NULL
          AND (answer.is_accepted OR EXISTS { (person)-[:GAVE]->(answer) })
        SET ask.state = CASE WHEN EXISTS { (person)-[:GAVE]->(answer) } THEN 'accepted'
                             WHEN ask.state = 'asked' THEN 'expired'
                             ELSE ask.state END
        REMOVE ask.open_key
        """,
        answer=answer,
    )


def expire() -> tuple[QuestionId, ...]:
    """Let the asks run out that got no word for three days; return the questions that need somebody else."""
    rows = write(
        """
        MATCH (ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key < $key AND ask.state = 'asked'
        SET ask.state = 'expired'
        REMOVE ask.open_key
        RETURN DISTINCT question.id AS question
        """,
        key=clock.key(clock.now() - PATIENCE),
    )
    return tuple(row["question"] for row in rows)


def _answered(rows: list[Row]) -> QuestionId:
    return only(rows, otherwise=NotFound("There is no such ask for you, or it is closed."))["question"]


def _ask(row: Row) -> Ask:
    row["asker"] = author(row["asker"])
    row["skills"] = tags(row["skills"])
    row["reasons"] = _reasons(row["reasons"])
    return Ask(**row)


def _reasons(rows: list[Row]) -> tuple[Because, ...]:
    return tuple(sorted((Because(**row) for row in rows), key=lambda one: -one.share))


def _row(suggestion: Suggestion, *, about: QuestionId, rank: int) -> Row:
    shares = suggestion.shares
    return {
        "key": f"{about}:{suggestion.person}",
        "person": suggestion.person,
        "about": {
            "id": new_id(),
            "rank": rank,
            "score": suggestion.score,
            "tag": shares.tag,
            "text": shares.text,
            "meaning": shares.meaning,
            "active": shares.active,
            "availability": suggestion.availability,
        },
        "reasons": [
            {"evidence": reason.evidence, "share": reason.share, "part": reason.part} for reason in suggestion.reasons
        ],
    }
