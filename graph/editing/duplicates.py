"""Duplicates: questions that were asked before. They are closed, link to the original and leave the open lists.

Anyone who may see a question can propose it. If its owner, a coach, an admin or someone trusted does, it is closed at
once, otherwise when three people have proposed the same original. Their names are never shown, since one may be an
anonymous asker. A proposal that was decided stays, without its key, so that they can be told.
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
    """A question that was proposed as the original, and by how many people (`backers`)."""

    original: QuestionId
    title: str
    backers: int
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class AnsweredBefore:
    """The original question, with the HTML of its accepted answer, empty if there is none."""

    original: QuestionId
    title: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """The originals of a question and the ones that were proposed, as one viewer sees them."""

    is_closed: bool
    originals: tuple[AnsweredBefore, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, kw_only=True)
class ProposedDuplicate:
    """A question that was proposed as a duplicate. `since_key` is the key of the time of the first proposal."""

    question: QuestionId
    title: str
    since_key: int

    @property
    def since(self) -> datetime:
        return clock.EPOCH + timedelta(microseconds=self.since_key)


def of(question: QuestionId, *, viewer: Viewer) -> Duplicates:
    """Return a question's originals and proposed originals, without those that the viewer may not see.

    Raises `NotFound` if they may not see the question itself.
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
                   WHERE proposal.open_key IS NOT NULL AND {{other is open}} | {
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
    """Return those of the candidates that `propose` would accept as the original, in their order."""
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
    """Propose an original for a question, and return whether that closes the question. Twice counts once.

    Raises `NotFound` if the viewer may not see the question. Raises `Conflict` if it is closed already, or if the
    original is closed, retired, a duplicate of it or not open to everyone who may read the question.
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
    is_enough = role.may_close or _backers(question, original, viewer=by) >= BACKERS_TO_CLOSE
    if is_enough:
        _close(question, original, by=by)
    return is_enough


def reject(question: QuestionId, *, by: Viewer) -> None:
    """Decline all proposed originals of a question. Twice changes nothing. Raises like `reopen`."""
    _decide(question, by=by)
    now = clock.now()
    write(
        """
        MATCH (question:Post {id: $question})<-[:WOULD_CLOSE]-(proposal:DuplicateProposal)
        WHERE proposal.open_key IS NOT NULL
        SET question.changed_key = $key, proposal.state = 'declined', proposal.decided_at = datetime($now),
            proposal.decided_by = $by
        REMOVE proposal.open_key, proposal.key
        """,
        question=question,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )


def reopen(question: QuestionId, *, by: Viewer) -> None:
    """Reopen a question that was closed as a duplicate: it is in the open lists again. Twice changes nothing.

    Raises `NotFound`, and `Forbidden` for everyone but its owner, coaches and admins.
    """
    _decide(question, by=by)
    write(
        """
        MATCH (question:Post {id: $question})
        // What a coach closed with a reason isn't for its owner to reopen: graph/editing/closings.py.
        WHERE question.closed_reason IS NULL
        WITH question, [(question)-[tie:DUPLICATE_OF]->(:Post) | tie] AS ties
        FOREACH (tie IN ties | DELETE tie)
        REMOVE question.closed_at, question.closed_by
        SET question.changed_key = $key
        SET {{question is listed by its state}}
        SET {{question is to be matched again}}
        """,
        question=question,
        key=clock.key(clock.now()),
    )


def waiting(*, viewer: Viewer) -> tuple[ProposedDuplicate, ...]:
    """Return at most twenty questions that were proposed as duplicates, longest waiting first.

    Only those that this person asked or owns, and those in communities that they coach.
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


def _close(question: QuestionId, original: QuestionId, *, by: Viewer) -> None:
    """Close a question. People who were asked about it no longer need to answer."""
    now = clock.now()
    write(
        """
        MATCH (question:Post {id: $question})
        MATCH (original:Post {id: $original})
        MERGE (question)-[:DUPLICATE_OF]->(original)
        SET question.closed_at = datetime($now), question.closed_by = $by, question.changed_key = $key
        SET {{question is listed by its state}}, {{question is no longer to be matched}}
        WITH question, [(question)<-[:WOULD_CLOSE]-(proposal:DuplicateProposal)
                 WHERE proposal.open_key IS NOT NULL | proposal] AS proposals,
             [(question)<-[:FOR]-(ask:Suggestion) WHERE ask.open_key IS NOT NULL | ask] AS asks
        FOREACH (proposal IN proposals |
            SET proposal.state = CASE WHEN proposal.key = $pair THEN 'accepted' ELSE 'declined' END,
                proposal.decided_at = datetime($now), proposal.decided_by = $by
            REMOVE proposal.open_key, proposal.key)
        FOREACH (ask IN asks |
            SET ask.state = CASE WHEN ask.state = 'asked' THEN 'expired' ELSE ask.state END
            REMOVE ask.open_key)
        """,
        question=question,
        original=original,
        pair=f"{question}:{original}",
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )


def _backers(question: QuestionId, original: QuestionId, *, viewer: Viewer) -> int:
    found = (one.backers for one in of(question, viewer=viewer).proposals if one.original == original)
    return next(found, 0)


def _decide(question: PostId, *, by: Viewer) -> None:
    if not roles.of(question, viewer=by).may_decide:
        raise Forbidden("Only the owner or a coach of its community can decide whether this was asked before.")
