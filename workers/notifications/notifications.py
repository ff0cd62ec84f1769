"""Tells people what happened on a post, and has what can't wait shown on their devices and mailed to them."""

from collections.abc import Iterable
from datetime import datetime

from graph import sweeps
from graph.ids import (
    BookingId,
    CircleId,
    ExpertId,
    GoalId,
    IntroductionId,
    MentoringReportId,
    MentoringRoundId,
    MentorRequestId,
    MentorshipId,
    PendingPostId,
    PersonId,
    PostId,
    ReportId,
    ThanksId,
    WithdrawalId,
)
from graph.notifications import (
    circle_concerns,
    company_concerns,
    concerns,
    first_tips,
    introduction_concerns,
    mentoring_concerns,
    mentoring_report_concerns,
    notifications,
    office_hours_concerns,
    personal,
    round_concerns,
    skill_concerns,
)
from graph.pairing import suggested
from workers import promptly, records
from workers.app import task
from workers.notifications import letters, pushes


@task
def note(id: str) -> None:
    """Tell people what happened on the post of a text. Nobody is told twice."""
    _reach(notifications.note(id))


@task
def note_personal(id: ThanksId | ExpertId) -> None:
    """Tell someone what concerns them alone: thanks in words, or that they are to be an expert. Twice tells once."""
    _reach(notifications.note_personal(id))


@task
def note_account(id: PersonId) -> None:
    """Tell someone what others did to their account and their roles. Twice tells once."""
    _reach(notifications.note_account(id))


@task
def note_community(slug: str) -> None:
    """Tell coaches who asks to join their community, and people what was decided. Nobody is told twice."""
    _reach(notifications.note_community(slug))


@task
def note_takedown(id: WithdrawalId) -> None:
    """Tell people that a coach withdrew their text or put it back, and why. Nobody is told twice."""
    _reach(notifications.note_takedown(id))


@task
def note_skills(id: PersonId) -> None:
    """Tell someone what others say about their skills, and ask about. Twice tells once."""
    _reach(notifications.note_skills(id))


@task
def note_request(id: MentorRequestId) -> None:
    """Tell people what became of a request for a mentor. Nobody is told twice."""
    _reach(notifications.note_request(id))


@task
def note_matches(id: GoalId) -> None:
    """Tell someone that there are new mentors for a goal of theirs. Nobody is told twice."""
    _reach(notifications.note_matches(id))


@task
def note_introduction(id: IntroductionId) -> None:
    """Tell who is asked to introduce two people, or the two who are introduced. Nobody is told twice."""
    _reach(_note_introduction(id))


@task
def note_mentorship(id: MentorshipId) -> None:
    """Tell the two of a mentorship what happened in it. Nobody is told twice."""
    _reach(notifications.note_mentorship(id))


@task
def note_reported(id: ReportId) -> None:
    """Tell the reporter of a text what a coach decided. Twice tells once."""
    _reach(notifications.note_reported(id))


@task
def note_pending(id: PendingPostId) -> None:
    """Tell someone that a coach has published what they sent, or why not. Twice tells once."""
    _reach(notifications.note_pending(id))


@task
def note_round(id: MentoringRoundId) -> None:
    """Tell the members of a community, its coaches and learners of a mentoring round. Nobody is told twice."""
    _reach(notifications.note_round(id))


@task
def note_booking(id: BookingId) -> None:
    """Tell the two of a booking in office hours what happened to it. Nobody is told twice."""
    _reach(notifications.note_booking(id))


@task
def note_circle(id: CircleId) -> None:
    """Tell people what happened in a circle. Nobody is told twice."""
    _reach(notifications.note_circle(id))


@task
def note_report(id: MentoringReportId) -> None:
    """Tell those who can read a report of a mentorship, and the reporter once it is closed. Nobody is told twice."""
    _reach(notifications.note_report(id))


@task
def sweep() -> None:
    """Tell people what was missed because a message was lost."""
    with sweeps.since_last("notifications") as since:
        posts = concerns.changed_posts(since=max(since, notifications.horizon()))
        accounts = company_concerns.changed_accounts(since=since)
        communities = company_concerns.changed_communities(since=since)
        people = skill_concerns.changed(since=max(since, notifications.horizon()))
        takedowns = company_concerns.changed_takedowns(since=since)
        records.each("notifications", posts, notifications.note, kind=PostId)
        records.each("personal notifications", personal.changed(since=since), notifications.note_personal, kind=str)
        records.each("account notifications", accounts, notifications.note_account, kind=PersonId)
        records.each("community notifications", communities, notifications.note_community, kind=str)
        records.each("withdrawal notifications", takedowns, notifications.note_takedown, kind=WithdrawalId)
        reports = company_concerns.changed_reports(since=since)
        records.each("report notifications", reports, notifications.note_reported, kind=ReportId)
        pending = company_concerns.changed_pending(since=since)
        records.each("decisions about pending posts", pending, notifications.note_pending, kind=PendingPostId)
        records.each("skill notifications", people, notifications.note_skills, kind=PersonId)
        _catch_up_on_mentoring(since)
        records.each("first tips", first_tips.due(), notifications.note_first_tip, kind=PersonId)


@task
def tidy() -> None:
    """Remove what was read long ago."""
    notifications.tidy()


def _catch_up_on_mentoring(since: datetime) -> None:
    requests = mentoring_concerns.changed_requests(since=since)
    mentorships = mentoring_concerns.changed_mentorships(since=since)
    records.each("mentoring requests", requests, notifications.note_request, kind=MentorRequestId)
    records.each("mentorships", mentorships, notifications.note_mentorship, kind=MentorshipId)
    rounds = round_concerns.changed_rounds(since=since)
    records.each("mentoring rounds", rounds, notifications.note_round, kind=MentoringRoundId)
    goals = suggested.changed(since=since)
    records.each("new mentors", goals, notifications.note_matches, kind=GoalId)
    bookings = office_hours_concerns.changed_bookings(since=since)
    records.each("bookings", bookings, notifications.note_booking, kind=BookingId)
    circles = circle_concerns.changed_circles(since=since)
    records.each("circles", circles, notifications.note_circle, kind=CircleId)
    reports = mentoring_report_concerns.changed_reports(since=since)
    records.each("reports of mentorships", reports, notifications.note_report, kind=MentoringReportId)
    introductions = introduction_concerns.changed_introductions(since=since)
    records.each("introductions", introductions, _note_introduction, kind=IntroductionId)


def _note_introduction(id: IntroductionId) -> Iterable[PersonId]:
    return notifications.tell(introduction_concerns.on_introduction(id, since=notifications.horizon()))


def _reach(people: Iterable[PersonId]) -> None:
    """Have their devices and letters tell them now. If the queue is away, their own sweeps do it later."""
    for person in people:
        promptly.queue(person, pushes.push_to, letters.mail_to)
