"""Maps events of mentoring to their effects, as workers/events.py does for what people write."""

from graph.ids import (
    BookingId,
    CircleId,
    IntroductionId,
    MentoringReportId,
    MentoringRoundId,
    MentorRequestId,
    MentorshipId,
)
from workers import company_events, promptly
from workers.mentoring import round_previews, taught, turns
from workers.notifications import notifications


def mentor_requested(id: MentorRequestId) -> None:
    """The first person is told. Also called when the learner stops looking, and nobody is asked any more."""
    promptly.queue(id, notifications.note_request)


def mentor_replied(id: MentorRequestId) -> None:
    """The next person is asked, because someone declined or passed it on."""
    promptly.queue(id, turns.advance)


def mentorship_changed(id: MentorshipId) -> None:
    """The other of the two is told: it began or ended, or a session was proposed, agreed, moved or cancelled."""
    promptly.queue(id, notifications.note_mentorship)


def mentorship_reviewed(id: MentorshipId) -> None:
    """It counts as evidence for the mentor if the learner says that it helped."""
    promptly.queue(id, taught.count)


def mentorship_reported(id: MentoringReportId) -> None:
    """Coaches are told that something is wrong in a mentorship. Also called when it is closed: the reporter is told."""
    promptly.queue(id, notifications.note_report)
    company_events.act_recorded()


def round_published(id: MentoringRoundId) -> None:
    """Learners whom nobody could be found for are told."""
    promptly.queue(id, notifications.note_round)
    company_events.act_recorded()


def booking_changed(id: BookingId) -> None:
    """The other of the two is told: a slot in office hours was booked or cancelled."""
    promptly.queue(id, notifications.note_booking)


def circle_changed(id: CircleId) -> None:
    """People in it are told: someone joined or was removed, a meeting was moved or cancelled, or it ended."""
    promptly.queue(id, notifications.note_circle)


def circle_reviewed(id: CircleId) -> None:
    """It counts as evidence for its mentor if three learners say that it helped."""
    promptly.queue(id, taught.count_circle)


def preview_wanted(id: MentoringRoundId) -> None:
    """A worker pairs everyone in the round, and its coaches see what it would give."""
    promptly.queue(id, round_previews.make)


def introduction_changed(id: IntroductionId) -> None:
    """Whoever is asked to introduce two people is told, or the two once they are introduced."""
    promptly.queue(id, notifications.note_introduction)
