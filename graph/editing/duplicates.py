"""Duplicates: questions that were asked before. Closed ones point to the first and leave the lists of open questions.

Any member proposes it; its owner, a coach or an admin closes it at once, and so do three members who agree. Nobody
is shown who proposed it: one of them may be an anonymous asker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import PostId, QuestionId, new_id
from graph.posts import roles
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

BACKERS_TO_CLOSE = 3
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A question that some members take for the same, and how many they are."""

    original: QuestionId
    title: str
    backers: int
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class AnsweredBefore:
    """The first question, with the answer that helped there; no HTML if none was accepted."""

    original: QuestionId
    title: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """How a question stands to others that ask the same, for one viewer."""

    is_closed: bool
    originals: tuple[AnsweredBefore, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, kw_only=True)
class ProposedDuplicate:
    """A question of which somebody says that it was asked before; `since_key` is that of the first proposal."""

    question: QuestionId
    title: str
    since_key: int

    @property
    def since(self) -> datetime:
        return clock.EPOCH + timedelta(microseconds=self.since_key)


def of(question: QuestionId, *, viewer: Viewer) -> Duplicates:
    """Return how a question stands to those that ask the same; nothing of what the viewer may not see.

    Raises `NotFound` if that is the question itself.
    """
    rows = read_as(
        Duplicates,
        """
        MATCH (question:Post {id: $question})
        WHERE {{question is open}}
        RETURN question.closed_at IS NOT NULL AS is_closed,
               [(question)-[:DUPLICATE_OF]->(other:Post) WHERE {{other is open}} | {
                   original: other.id, title: other.title,
                   html: coalesce([(other)-[:ACCEPTED]->(answer:Answer) | answer.html][0], '')
               }] AS originals,
               [(question)<-[:WOULD_CLOSE]-(proposal:DuplicateProposal)-[:POINTS_TO]->(other:Post)
                   WHERE {{other is open}} | {
                   original: other.id, title: other.title,
                   backers: COUNT { (proposal)<-[:BACKS]-(:Person) },
                   is_mine: EXISTS { (proposal)<-[:BACKS]-(me:Person) WHERE me.id = $viewer }
               }] AS proposals
        """,
        question=question,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    return only(rows, otherwise=NotFound(roles.NOT_HERE))


def able(candidates: Sequence[QuestionId], question: QuestionId, *, viewer: Viewer) -> tuple[QuestionId, ...]:
    """Return those of these questions that `propose` would take as the first one, in their order."""
    rows = read(
        """
        UNWIND $candidates AS candidate
        MATCH (original:Post {id: candidate})
        MATCH (question:Post {id: $question})
        WHERE {{question is open}}
          AND original.kind = 'question' AND original.id <> question.id AND original.closed_at IS NULL
          AND original.retired_at IS NULL AND original.audience IN [$everyone, question.audience]
          AND NOT EXISTS { (original)-[:DUPLICATE_OF]->(back:Post) WHERE back.id = $question }
        RETURN original.id AS id
        """,
        question=question,
        candidates=list(candidates),
        everyone=EVERYONE,
        audiences=viewer.audiences,
    )
    found = {row["id"] for row in rows}
    return tuple(candidate for candidate in candidates if candidate in found)


def propose(question: QuestionId, original: QuestionId, *, by: Viewer) -> bool:
    """Say that a question was asked before, and tell whether that closes it. Twice counts once.

    Raises `NotFound` for what the viewer may not see, `Conflict` if the other cannot stand for it: it is itself closed,
    points back, or is not open to everybody who reads this one.
    """
    role = roles.of(question, viewer=by)
    now = clock.now()
    rows = write(
        """
        MATCH (question:Post {id: $question})
        WHERE question.kind = 'question' AND question.closed_at IS NULL
        MATCH (original:Post {id: $original})
        WHERE original.kind = 'question' AND original.id <> question.id AND original.closed_at IS NULL
          AND original.retired_at IS NULL AND original.audience IN [$everyone, question.audience]
          AND NOT EXISTS { (original)-[:DUPLICATE_OF]->(back:Post) WHERE back.id = $question }
        MATCH (me:Person {id: $by})
        MERGE (proposal:DuplicateProposal {key: $pair})
        ON CREATE SET proposal.id = $id, proposal.open_key = $key
        MERGE (proposal)-[:WOULD_CLOSE]->(question)
        MERGE (proposal)-[:POINTS_TO]->(original)
        MERGE (me)-[:BACKS]->(proposal)
        RETURN proposal.id AS id
        """,
        question=question,
        original=original,
        pair=f"{question}:{original}",
        id=new_id(),
        everyone=EVERYONE,
        by=by.id,
        key=clock.key(now),
    )
    only(rows, otherwise=Conflict("You can't choose that question: it is closed, or not open to everyone."))
    is_enough = role.may_decide or _backers(question, original, viewer=by) >= BACKERS_TO_CLOSE
    if is_enough:
        _close(question, original)
    return is_enough


def reject(question: QuestionId, *, by: Viewer) -> None:
    """Say that a question is another one than those that were proposed. Twice changes nothing. Raises `Forbidden`."""
    _decide(question, by=by)
    write(
        "MATCH (:Post {id: $question})<-[:WOULD_CLOSE]-(proposal:DuplicateProposal) DETACH DELETE proposal",
        question=question,
    )


def reopen(question: QuestionId, *, by: Viewer) -> None:
    """Take back that a question was asked before; it stands in the open lists again. Twice changes nothing.

    Raises `NotFound`, and `Forbidden` for all but its owner, coaches and admins.
    """
    _decide(question, by=by)
    write(
        """
        MATCH (question:Post {id: $question})
        WITH question, [(question)-[tie:DUPLICATE_OF]->(:Post) | tie] AS ties
        FOREACH (tie IN ties | DELETE tie)
        REMOVE question.closed_at
        SET question.changed_key = $key
        SET {{question is listed by its state}}
        SET {{question is to be matched again}}
        """,
        question=question,
        key=clock.key(clock.now()),
    )


def waiting(*, viewer: Viewer) -> tuple[ProposedDuplicate, ...]:
    """Return the questions of this person, or of their communities, that others take for asked before.

    Longest waiting first, at most twenty.
    """
    return read_as(
        ProposedDuplicate,
        """
        MATCH (proposal:DuplicateProposal)
        WHERE proposal.open_key > 0
        MATCH (proposal)-[:WOULD_CLOSE]->(question:Post)
        WHERE {{question is open}}
          AND (EXISTS { (question)<-[:ASKED|OWNS]-(owner:Person) WHERE owner.id = $viewer }
               OR {{question is coached}})
        RETURN question.id AS question, question.title AS title, min(proposal.open_key) AS since_key
        ORDER BY since_key
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )


def _close(question: QuestionId, original: QuestionId) -> None:
    """Close a question; nobody who was asked about it needs to answer any more."""
    now = clock.now()
    write(
        """
        MATCH (question:Post {id: $question})
        MATCH (original:Post {id: $original})
        MERGE (question)-[:DUPLICATE_OF]->(original)
        SET question.closed_at = datetime($now), question.changed_key = $key
        SET {{question is listed by its state}}, {{question is no longer to be matched}}
        WITH question, [(question)<-[:WOULD_CLOSE]-(proposal:DuplicateProposal) | proposal] AS proposals,
             [(question)<-[:FOR]-(ask:Suggestion) WHERE ask.open_key IS NOT NULL | ask] AS asks
        FOREACH (proposal IN proposals | DETACH DELETE proposal)
        FOREACH (ask IN asks |
            SET ask.state = CASE WHEN ask.state = 'asked' THEN 'expired' ELSE ask.state END
            REMOVE ask.open_key)
        """,
        question=question,
        original=original,
        now=now.isoformat(),
        key=clock.key(now),
    )


def _backers(question: QuestionId, original: QuestionId, *, viewer: Viewer) -> int:
    found = (one.backers for one in of(question, viewer=viewer).proposals if one.original == original)
    return next(found, 0)


def _decide(question: PostId, *, by: Viewer) -> None:
    if not roles.of(question, viewer=by).may_decide:
        raise Forbidden("Only the owner or a coach of its community can decide whether this was asked before.")
