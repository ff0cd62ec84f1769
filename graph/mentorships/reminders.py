"""Reminders of mentorships: a session is near, a month has passed, or the end is near. Each is noted once.

graph/notifications/mentoring_concerns.py tells people what is noted here.
"""

from datetime import timedelta

from graph import clock
from graph.driver import write
from graph.ids import MentorshipId

FIRST_CHECK_DAYS = 30
ENDING_DAYS = 7
SESSION_HOURS = 24


def note() -> tuple[MentorshipId, ...]:
    """Note what is due, and return the mentorships of which people are to be reminded."""
    return tuple(dict.fromkeys((*_first_checks(), *_endings(), *_sessions())))


def _first_checks() -> tuple[MentorshipId, ...]:
    now = clock.now()
    rows = write(
        """
        MATCH (mentorship:Mentorship {state: 'running', form: 'weeks'})
        WHERE mentorship.check_key IS NULL AND mentorship.began_on <= datetime($begun)
        SET mentorship.check_key = $key, mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        begun=clock.midnight(now.date() - timedelta(days=FIRST_CHECK_DAYS)),
        key=clock.key(now),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)


def _endings() -> tuple[MentorshipId, ...]:
    now = clock.now()
    rows = write(
        """
        MATCH (mentorship:Mentorship {state: 'running', form: 'weeks'})
        WHERE mentorship.ends_on <= datetime($ends)
          // Prolonged, it is told again.
          AND (mentorship.ending_for IS NULL OR mentorship.ending_for <> mentorship.ends_on)
        SET mentorship.ending_key = $key, mentorship.ending_for = mentorship.ends_on, mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        ends=clock.midnight(now.date() + timedelta(days=ENDING_DAYS)),
        key=clock.key(now),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)


def _sessions() -> tuple[MentorshipId, ...]:
    now = clock.now()
    rows = write(
        """
        MATCH (session:MentoringSession {state: 'agreed'})-[:OF]->(mentorship:Mentorship)
        WHERE mentorship.state = 'running'
          AND session.starts_at > datetime($now) AND session.starts_at <= datetime($soon)
          // Moved, it is told again.
          AND (session.soon_for IS NULL OR session.soon_for <> session.starts_at)
        SET session.soon_key = $key, session.soon_for = session.starts_at, mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        now=now.isoformat(),
        soon=(now + timedelta(hours=SESSION_HOURS)).isoformat(),
        key=clock.key(now),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)
