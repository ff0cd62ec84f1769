"""Suspension: an admin keeps a person out of the whole site, for a reason and until a day. It ends by itself.

Whoever is suspended can sign in, and then sees nothing but why, until when, and how to ask for another look. What they
wrote stays. They count as away meanwhile (`is present` in graph/clauses.py), so asks of them move on and they aren't
suggested. Nobody but admins and they themselves is told. The audit log records each suspension.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author
from graph.conduct import sanctions
from graph.conduct.reach import NOT_YOURS
from graph.conduct.sanctions import Sanction
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import PersonId, SuspensionId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

LONGEST = timedelta(days=366)

NOT_HERE = NotFound("This suspension doesn't exist, is over, or it isn't for you to decide.")


@dataclass(frozen=True, kw_only=True)
class SuspensionDraft:
    """Why a person is kept out, and until when. Raises `Invalid` with a sentence per field."""

    reason: str
    words: str
    ends_at: datetime | None

    def __post_init__(self) -> None:
        fits = sanctions.ends_in_time(self.ends_at, longest=LONGEST)
        end = None if fits else "Choose when it ends: after today, and at most a year from now."
        refuse_if_any({**sanctions.problems(self.reason, self.words), "until": end})


@dataclass(frozen=True, kw_only=True)
class Suspended(Sanction):
    """A suspension as its person and admins see it. `by` ordered it; its person isn't told who that was."""

    id: SuspensionId
    by: Author | None


def suspend(id: PersonId, draft: SuspensionDraft, *, by: Viewer) -> SuspensionId:
    """Suspend a person and sign them out everywhere. A present suspension ends: that is how to change its end.

    Raises `NotFound` for everyone but admins, and `Conflict` for yourself. So one admin always stays.
    """
    if id == by.id:
        raise Conflict("You can't suspend yourself. Another admin has to.")
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        // Two admins who suspend each other wait for each other, and only one of them is in time.
        SET me.decided_key = $key
        WITH me
        WHERE {{me is an active admin}} AND NOT {{me is suspended}}
        MATCH (person:Person {id: $id})
        WHERE {{person is within reach}}
        WITH me, person, [(session:Session)-[:OF]->(person) | session] AS sessions,
             [(person)<-[:KEEPS_OUT]-(former:Suspension) WHERE former.ends_at > datetime($now) | former] AS formers
        FOREACH (former IN formers | SET former.ends_at = datetime($now) REMOVE former.appealed_key)
        FOREACH (session IN sessions | DETACH DELETE session)
        SET person.suspended_until = datetime($ends_at)
        CREATE (me)-[:SUSPENDED]->(one:Suspension {id: $suspension, reason: $reason, words: $words})
            -[:KEEPS_OUT]->(person)
        SET one.at = datetime($now), one.ends_at = datetime($ends_at)
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'suspended', reason: $words, at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        RETURN one.id AS id
        """,
        id=id,
        by=by.id,
        suspension=new_id(),
        reason=draft.reason,
        words=draft.words.strip(),
        ends_at=draft.ends_at.isoformat() if draft.ends_at else "",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return SuspensionId(only(rows, otherwise=NOT_YOURS)["id"])


def lift(id: SuspensionId, *, by: Viewer) -> PersonId:
    """End a suspension early, and return whose it was. The audit log records it, and the person is told.

    Raises `NotFound` for everyone but admins, and once it is over.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (one:Suspension {id: $id})-[:KEEPS_OUT]->(person:Person)
        WHERE person.id <> $by
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        // Writing before looking takes the lock: of two, one ends it.
        SET one.lock = $entry
        WITH one, person, me
        WHERE one.ends_at > datetime($now)
        SET one.ends_at = datetime($now),
            one.appeal_state = CASE WHEN one.appeal_state = 'open' THEN 'granted' ELSE one.appeal_state END
        REMOVE one.appealed_key, person.suspended_until
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'lifted_suspension', at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        RETURN person.id AS person
        """,
        id=id,
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return PersonId(only(rows, otherwise=NOT_HERE)["person"])


def mine(*, viewer: Viewer) -> tuple[Suspended, ...]:
    """Return the suspensions of this person, the one that holds first."""
    return read_as(
        Suspended,
        """
        MATCH (:Person {id: $viewer})<-[:KEEPS_OUT]-(one:Suspension)
        RETURN one.id AS id, one.reason AS reason, one.words AS words, null AS by,
               one.at AS at, one.ends_at AS ends_at, coalesce(one.appeal, '') AS appeal,
               one.appeal_state AS appeal_state, coalesce(one.answer, '') AS answer
        ORDER BY ends_at DESC, at DESC
        """,
        viewer=viewer.id,
    )


def of(id: PersonId, *, viewer: Viewer) -> tuple[Suspended, ...]:
    """Return the suspensions of a person for admins, newest first. Everyone else gets none."""
    return read_as(
        Suspended,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        MATCH (:Person {id: $id})<-[:KEEPS_OUT]-(one:Suspension)
        RETURN one.id AS id, one.reason AS reason, one.words AS words,
               [(one)<-[:SUSPENDED]-(admin:Person) | {{admin is named}}][0] AS by,
               one.at AS at, one.ends_at AS ends_at, coalesce(one.appeal, '') AS appeal,
               one.appeal_state AS appeal_state, coalesce(one.answer, '') AS answer
        ORDER BY at DESC
        """,
        id=id,
        viewer=viewer.id,
    )
