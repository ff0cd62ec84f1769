"""Revealing the asker of an anonymous question to two coaches, for a reason that is recorded.

One coach of the community requests it and another confirms. If the question is in no community, two admins do. Only
these two see the name, and only while they are coaches. The asker is told who they are and why. The audit log records
each step.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import PersonId, QuestionId, UnmaskingId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

REASON_CHARACTERS = 500
SHOWN = 20

NOT_YOURS = "Only coaches of this community can reveal the asker: one gives a reason, another agrees."

UnmaskingState = Literal["open", "confirmed", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class Unmasking:
    """A request to reveal the asker, as a coach sees it. `asker` is for the two coaches only, once it is confirmed."""

    id: UnmaskingId
    state: UnmaskingState
    reason: str
    at: datetime
    requested_by: Author | None
    confirmed_by: Author | None
    is_mine: bool
    asker: Author | None


@dataclass(frozen=True, kw_only=True)
class Unmaskings:
    """What a viewer may know and do about revealing an asker; nothing, for everyone but coaches."""

    may_request: bool
    cases: tuple[Unmasking, ...]

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to request: a request is open, or the viewer knows the name."""
        return any(case.state == "open" or case.asker for case in self.cases)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A question whose asker this person was revealed to be: who saw the name, when and why."""

    question: QuestionId
    title: str
    reason: str
    requested_by: Author | None
    confirmed_by: Author | None
    at: datetime
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class WaitingRequest:
    """A request that this person may confirm."""

    question: QuestionId
    title: str
    since: datetime


def of(question: QuestionId, *, viewer: Viewer) -> Unmaskings:
    """Return the requests on a question, oldest first. Its asker sees none here, even as a coach: they are told."""
    found = read_as(
        Unmaskings,
        """
        MATCH (question:Post {id: $question})
        WHERE {{question is open}} AND question.is_anonymous
        MATCH (me:Person {id: $viewer})
        OPTIONAL MATCH (question)<-[:ASKED]-(asker:Person)
        WITH question, asker, asker.id <> $viewer AND CASE
                WHEN EXISTS { (question)-[:IN]->(:Community) } THEN EXISTS {
                    MATCH (question)-[:IN]->(place:Community) WHERE {{place is coached by the viewer}} }
                ELSE {{me is an admin}} END AS may
        WHERE may
        RETURN may AS may_request, [(question)<-[:UNMASKS]-(case:Unmasking) | {
                   id: case.id, state: case.state, reason: case.reason, at: case.requested_at,
                   requested_by: [(case)<-[:REQUESTED_NAME]-(one:Person) | {{one is named}}][0],
                   confirmed_by: [(case)<-[:CONFIRMED_NAME]-(one:Person) | {{one is named}}][0],
                   is_mine: EXISTS { (case)<-[:REQUESTED_NAME]-(one:Person) WHERE one.id = $viewer },
                   asker: CASE WHEN case.state = 'confirmed'
                           AND EXISTS { (case)<-[:REQUESTED_NAME|CONFIRMED_NAME]-(one:Person) WHERE one.id = $viewer }
                       THEN {{asker is named}} END
               }] AS cases
        """,
        question=question,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    if not found:
        return Unmaskings(may_request=False, cases=())
    return replace(found[0], cases=tuple(sorted(found[0].cases, key=lambda case: case.at)))


def request(question: QuestionId, reason: str, *, by: Viewer) -> None:
    """Request to reveal the asker of a question. Twice changes nothing.

    Raises `Invalid` without a reason of at most 500 characters; `Forbidden` for everyone but coaches, for your own
    question and for one that is not anonymous; `Conflict` if another coach has requested it, which you can confirm.
    """
    if not of(question, viewer=by).may_request:
        raise Forbidden(NOT_YOURS)
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Give a reason of at most {REASON_CHARACTERS} characters. The asker will read it.")
    now = clock.now()
    rows = write(
        """
        MATCH (question:Post {id: $question})
        MATCH (me:Person {id: $by})
        MERGE (case:Unmasking {open_on: $question})
        ON CREATE SET case.id = $id, case.state = 'open', case.reason = $reason, case.open_key = $key,
            case.requested_at = datetime($now)
        WITH question, me, case, case.id = $id AS is_new
        FOREACH (_ IN CASE WHEN is_new THEN [1] ELSE [] END |
            CREATE (me)-[:REQUESTED_NAME]->(case)
            CREATE (case)-[:UNMASKS]->(question)
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'requested', reason: $reason})-[:RECORDS]->(case)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN is_new OR EXISTS { (case)<-[:REQUESTED_NAME]-(one:Person) WHERE one.id = $by } AS is_mine
        """,
        question=question,
        by=by.id,
        id=new_id(),
        entry=new_id(),
        reason=reason.strip(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not only(rows, otherwise=Forbidden(NOT_YOURS))["is_mine"]:
        raise Conflict("Another coach has already asked to reveal the asker. You can agree to it instead.")


def confirm(id: UnmaskingId, question: QuestionId, *, by: Viewer) -> None:
    """Confirm a request, which reveals the asker to you and to the coach who made it. Twice changes nothing.

    Raises `Forbidden` for the coach who made it and for everyone but coaches, `Conflict` if it was withdrawn or someone
    else has confirmed it.
    """
    case = _case(id, question, by=by)
    if case.is_mine:
        raise Forbidden("You can't agree to your own request. Another coach has to.")
    now = clock.now()
    rows = write(
        """
        MATCH (case:Unmasking {id: $id})
        MATCH (me:Person {id: $by})
        // Writing before reading takes the lock: only one of a withdrawal and a confirmation counts.
        SET case.touched_at = datetime($now)
        WITH case, me
        WHERE case.state = 'open' AND NOT EXISTS { (case)<-[:REQUESTED_NAME]-(one:Person) WHERE one.id = $by }
        MATCH (case)-[:UNMASKS]->(question:Post)
        SET case.state = 'confirmed', case.confirmed_at = datetime($now), question.changed_key = $key
        REMOVE case.open_on, case.open_key
        CREATE (me)-[:CONFIRMED_NAME]->(case)
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'confirmed', reason: case.reason})-[:RECORDS]->(case)
        SET entry.at = datetime($now), entry.at_key = $key
        RETURN case.id AS id
        """,
        id=id,
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    mine = case.confirmed_by and case.confirmed_by.id == by.id
    if not rows and not mine:
        raise Conflict("This request was withdrawn, or someone else has agreed to it.")


def withdraw(id: UnmaskingId, question: QuestionId, *, by: Viewer) -> None:
    """Withdraw a request before it is confirmed. Twice changes nothing.

    Raises `Forbidden` for everyone but the coach who made it, `Conflict` once it is confirmed.
    """
    case = _case(id, question, by=by)
    if not case.is_mine:
        raise Forbidden("Only the coach who made this request can withdraw it.")
    now = clock.now()
    rows = write(
        """
        MATCH (case:Unmasking {id: $id})
        MATCH (me:Person {id: $by})
        SET case.touched_at = datetime($now)
        WITH case, me
        WHERE case.state = 'open'
        SET case.state = 'withdrawn'
        REMOVE case.open_on, case.open_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'withdrawn', reason: case.reason})-[:RECORDS]->(case)
        SET entry.at = datetime($now), entry.at_key = $key
        RETURN case.id AS id
        """,
        id=id,
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows and case.state != "withdrawn":
        raise Conflict("Another coach has already agreed, and the asker has been told.")


def told(*, viewer: Viewer) -> tuple[Told, ...]:
    """Return at most twenty of this person's questions on which their name was revealed, newest first."""
    return read_as(
        Told,
        """
        MATCH (:Person {id: $viewer})-[:ASKED]->(question:Post)<-[:UNMASKS]-(case:Unmasking)
        WHERE case.state = 'confirmed'
        RETURN question.id AS question, question.title AS title, case.reason AS reason,
               [(case)<-[:REQUESTED_NAME]-(one:Person) | {{one is named}}][0] AS requested_by,
               [(case)<-[:CONFIRMED_NAME]-(one:Person) | {{one is named}}][0] AS confirmed_by,
               case.confirmed_at AS at, case.seen_at IS NULL AS is_new
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        limit=SHOWN,
    )


def see(*, by: PersonId) -> None:
    """Record that this person has read who saw their name."""
    write(
        """
        MATCH (:Person {id: $by})-[:ASKED]->(:Post)<-[:UNMASKS]-(case:Unmasking)
        WHERE case.state = 'confirmed' AND case.seen_at IS NULL
        SET case.seen_at = datetime($now)
        """,
        by=by,
        now=clock.now().isoformat(),
    )


def waiting(*, viewer: Viewer) -> tuple[WaitingRequest, ...]:
    """Return at most twenty requests of other coaches that this person may confirm, longest waiting first."""
    found = read_as(
        WaitingRequest,
        """
        MATCH (case:Unmasking)
        WHERE case.open_key > 0
        MATCH (case)-[:UNMASKS]->(question:Post)
        WHERE {{question is open}}
          AND NOT EXISTS { (case)<-[:REQUESTED_NAME]-(one:Person) WHERE one.id = $viewer }
        RETURN question.id AS question, question.title AS title, case.requested_at AS since
        ORDER BY case.open_key
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )
    return tuple(one for one in found if of(one.question, viewer=viewer).may_request)


def _case(id: UnmaskingId, question: QuestionId, *, by: Viewer) -> Unmasking:
    found = next((case for case in of(question, viewer=by).cases if case.id == id), None)
    if found is None:
        raise Forbidden(NOT_YOURS)
    return found
