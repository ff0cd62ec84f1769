"""Asks the next mentor whom a learner named, ends what is over, and reminds people of what is near."""

from graph.ids import MentorRequestId, MentorshipId
from graph.introductions import introductions
from graph.mentoring import turns
from graph.mentorships import mentorships, reminders
from workers import logs, records
from workers.app import task
from workers.notifications import notifications

log = logs.named(__name__)


@task
def advance(id: MentorRequestId) -> None:
    """Ask the next person of a request if nobody is being asked, and tell those whom it concerns."""
    turns.ask_next(id)
    notifications.note_request(id)


@task
def sweep() -> None:
    """Catch up on requests whose time is up or whose message was lost, on what is over, and on reminders."""
    released, expired = turns.release(), turns.expire()
    closed, reminded = mentorships.close(), reminders.note()
    introductions.expire()
    records.each("mentors to ask", (*released, *expired, *turns.stalled()), advance, kind=MentorRequestId)
    records.each("mentorships", (*closed, *reminded), notifications.note_mentorship, kind=MentorshipId)
    logs.swept(log, released=len(released), expired=len(expired), closed=len(closed), reminded=len(reminded))
