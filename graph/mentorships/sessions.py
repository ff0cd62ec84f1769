"""Sessions: when the two of a mentorship meet. One proposes a time, the other agrees; both may move or cancel it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import MentoringSessionId, MentorshipId, PersonId, new_id
from graph.mentorships.mentorships import NOT_YOURS
from graph.rows import read_as
from graph.viewers import Viewer

SHORTEST_MINUTES, LONGEST_MINUTES, MINUTES = 15, 240, 45
MOST_PROPOSED = 3
LATEST = timedelta(days=370)

SessionState = Literal["proposed", "agreed", "cancelled"]

NOT_OPEN = NotFound("This session doesn't exist, was cancelled, or you aren't part of it.")


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session of a mentorship. Calendars know it by `id`, and `sequence` grows with each change."""

    id: MentoringSessionId
    starts_at: datetime
    minutes: int
    state: SessionState
    sequence: int
    proposed_by: PersonId

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        return self.ends_at < clock.now()


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Someone who meets, as a calendar shows them."""

    person: Author
    email: str
    time_zone: str


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A session as it is in the calendars of both."""

    session: Session
    mentorship: MentorshipId
    skill: str
    link: str
    people: tuple[Invited, ...]


def of(id: MentorshipId, *, viewer: Viewer) -> tuple[Session, ...]:
    """Return the sessions of a mentorship of the viewer that weren't cancelled, in order of time."""
    return read_as(
        Session,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        MATCH (mentorship)<-[:OF]-(session:MentoringSession)
        WHERE session.state <> 'cancelled'
        RETURN session.id AS id, session.starts_at AS starts_at, session.minutes AS minutes, session.state AS state,
               session.sequence AS sequence, session.proposed_by AS proposed_by
        ORDER BY starts_at
        """,
        viewer=viewer.id,
        id=id,
    )


def propose(
    id: MentorshipId, times: Sequence[datetime], *, minutes: int = MINUTES, by: Viewer
) -> tuple[MentoringSessionId, ...]:
    """Propose up to three times, one of which the other person may choose, and return their ids.

    Raises `NotFound` for everyone who isn't part of a running mentorship, and `Invalid` for times that are over or a
    year away, and for a length that is out of bounds.
    """
    _refuse_unless_possible(times, minutes)
    now = clock.now()
    rows = write(
        """
        UNWIND $sessions AS one
        MATCH (me:Person {id: $by})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id AND mentorship.state = 'running'
        CREATE (session:MentoringSession {id: one.id, minutes: $minutes, state: 'proposed', sequence: 0,
                                          proposed_by: $by, changed_by: $by, changed_key: $key})
        SET session.starts_at = datetime(one.starts_at), mentorship.changed_key = $key
        CREATE (session)-[:OF]->(mentorship)
        RETURN session.id AS id
        """,
        sessions=[{"id": new_id(), "starts_at": moment.isoformat()} for moment in sorted(set(times))],
        id=id,
        by=by.id,
        minutes=minutes,
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_YOURS)
    return tuple(row["id"] for row in rows)


def agree(id: MentoringSessionId, *, by: Viewer) -> MentorshipId:
    """Agree to a time that the other person proposed; what they proposed beside it is withdrawn. Twice is fine.

    Raises `NotFound` for everyone else and for cancelled sessions, and `Conflict` for a time that is over.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (session:MentoringSession {id: $id})-[:OF]->(mentorship:Mentorship)
        MATCH (mentorship)<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by
        // Writing before looking takes the lock, so that two clicks don't agree to two times.
        SET mentorship.changed_key = $key
        WITH session, mentorship, session.starts_at > datetime($now) AS is_ahead
        WHERE session.proposed_by <> $by AND session.state IN ['proposed', 'agreed']
          AND mentorship.state = 'running'
        OPTIONAL MATCH (mentorship)<-[:OF]-(other:MentoringSession)
            WHERE is_ahead AND other.id <> session.id AND other.state = 'proposed'
              AND other.proposed_by = session.proposed_by AND session.state = 'proposed'
        SET other.state = 'cancelled', other.changed_by = other.proposed_by, other.changed_key = $key
        WITH DISTINCT session, mentorship, is_ahead
        SET session.state = CASE WHEN is_ahead THEN 'agreed' ELSE session.state END,
            session.is_known = CASE WHEN is_ahead THEN true ELSE session.is_known END,
            session.changed_by = $by,
            session.changed_key = $key
        RETURN mentorship.id AS id, is_ahead OR session.state = 'agreed' AS is_agreed
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    row = only(rows, otherwise=NOT_OPEN)
    if not row["is_agreed"]:
        raise Conflict("This time is over. Propose another one.")
    return MentorshipId(row["id"])


def move(id: MentoringSessionId, to: Sequence[datetime], *, by: Viewer) -> MentorshipId:
    """Propose another time for a session that isn't over: the one in `to`. The other person has to agree again.

    Raises `NotFound` for everyone who isn't part of it, and `Invalid` for a time that is over or a year away.
    """
    _refuse_unless_possible(to, MINUTES, most=1)
    now = clock.now()
    rows = write(
        """
        MATCH (session:MentoringSession {id: $id})-[:OF]->(mentorship:Mentorship)
        MATCH (mentorship)<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by AND session.state IN ['proposed', 'agreed'] AND mentorship.state = 'running'
          AND (session.state = 'proposed' OR session.starts_at > datetime($now))
        SET session.starts_at = datetime($to), session.state = 'proposed', session.proposed_by = $by,
            session.sequence = session.sequence + 1, session.changed_by = $by,
            session.changed_key = $key, mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        id=id,
        by=by.id,
        to=to[0].isoformat(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return MentorshipId(only(rows, otherwise=NOT_OPEN)["id"])


def cancel(id: MentoringSessionId, *, by: Viewer) -> MentorshipId:
    """Cancel a session, or decline a time that was proposed. Twice changes nothing. Raises `NotFound` for others."""
    rows = write(
        """
        MATCH (session:MentoringSession {id: $id})-[:OF]->(mentorship:Mentorship)
        MATCH (mentorship)<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by
        SET session.sequence = CASE session.state WHEN 'cancelled' THEN session.sequence ELSE session.sequence + 1 END,
            session.state = 'cancelled', session.changed_by = $by,
            session.changed_key = $key, mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        id=id,
        by=by.id,
        key=clock.key(clock.now()),
    )
    return MentorshipId(only(rows, otherwise=NOT_OPEN)["id"])


def invitation(id: MentoringSessionId, *, viewer: Viewer) -> Invitation:
    """Return a session as a calendar shows it. Raises `NotFound` for everyone who isn't part of it."""
    return only(_invitations(viewer, session=id), otherwise=NOT_OPEN)


def in_calendars(id: MentorshipId, *, viewer: Viewer) -> tuple[Invitation, ...]:
    """Return the sessions to come that the viewer was mailed a file of, or is to be: agreed, or changed after that."""
    return _invitations(viewer, mentorship=id)


def _invitations(
    viewer: Viewer, *, session: MentoringSessionId | None = None, mentorship: MentorshipId | None = None
) -> tuple[Invitation, ...]:
    return read_as(
        Invitation,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE $mentorship IS NULL OR mentorship.id = $mentorship
        MATCH (mentorship)<-[:OF]-(session:MentoringSession)
        WHERE session.id = $session
           OR ($mentorship IS NOT NULL AND session.is_known AND session.starts_at > datetime($now))
        RETURN {id: session.id, starts_at: session.starts_at, minutes: session.minutes, state: session.state,
                sequence: session.sequence, proposed_by: session.proposed_by} AS session,
               mentorship.id AS mentorship,
               coalesce([(mentorship)-[:IN_SKILL]->(skill:Skill) | skill.name][0], '') AS skill,
               coalesce(mentorship.link, '') AS link,
               [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(person:Person) |
                   {person: {{person is named}}, email: person.email, time_zone: coalesce(person.time_zone, '')}
               ] AS people
        ORDER BY session.starts_at
        """,
        viewer=viewer.id,
        session=session,
        mentorship=mentorship,
        now=clock.now().isoformat(),
    )


def _refuse_unless_possible(times: Sequence[datetime], minutes: int, *, most: int = MOST_PROPOSED) -> None:
    now = clock.now()
    if not 1 <= len(set(times)) <= most:
        raise Invalid(times="Enter a date and a time." if most == 1 else f"Propose one to {most} times.")
    if not all(now < moment < now + LATEST for moment in times):
        raise Invalid(times="Choose times that are still to come, within a year.")
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Invalid(minutes=f"Enter a length from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes.")
