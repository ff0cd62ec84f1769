"""Notifications: making them, each once, and noting what was read and done."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import LiteralString

from graph import clock
from graph.driver import write
from graph.ids import (
    BookingId,
    CircleId,
    GoalId,
    MentoringReportId,
    MentoringRoundId,
    MentorRequestId,
    MentorshipId,
    NotificationId,
    PendingPostId,
    PersonId,
    PostId,
    ReportId,
    WithdrawalId,
)
from graph.notifications import (
    circle_concerns,
    company_concerns,
    concerns,
    first_tips,
    invitation_concerns,
    making,
    mentoring_concerns,
    mentoring_report_concerns,
    office_hours_concerns,
    personal,
    recipients,
    round_concerns,
    skill_concerns,
)
from graph.notifications.company_concerns import SUSPENSIONS
from graph.notifications.concerns import Concern
from graph.notifications.kinds import includes
from graph.notifications.recipients import Recipient
from graph.viewers import Viewer

# People are told of what was missed while something was away for up to a week.
LOOKS_BACK = timedelta(days=7)
KEPT_READ, KEPT_UNREAD = timedelta(days=60), timedelta(days=180)

# `me` has now read `one`, of which `telling` told them. It isn't mailed or shown on a device any more.
READ: LiteralString = """
    SET one.read_at = datetime($now)
    REMOVE one.mail_key, one.push_key
    MERGE (one)-[:TOLD]->(me)
    DELETE telling
"""


def note(id: str) -> tuple[PersonId, ...]:
    """Tell people what happened on the post of a text, and return those who are to hear of it now. Twice tells once.

    `id` is a post, or an answer or a comment on one.
    """
    return tell(concerns.on_post(id, since=horizon()))


def note_personal(id: str) -> tuple[PersonId, ...]:
    """Tell someone what concerns them alone, such as thanks in words. Return and repeat as `note` does."""
    return tell(personal.concern(id))


def note_account(id: PersonId) -> tuple[PersonId, ...]:
    """Tell someone what others did to their account and their roles. Return and repeat as `note` does."""
    return tell(company_concerns.on_account(id, since=horizon()))


def note_community(slug: str) -> tuple[PersonId, ...]:
    """Tell coaches who asks to join their community, people what was decided, and others that they are invited.

    Return and repeat as `note` does.
    """
    invited = invitation_concerns.on_invitations(slug, since=horizon())
    return tell((*company_concerns.on_community(slug, since=horizon()), *invited))


def note_skills(id: PersonId) -> tuple[PersonId, ...]:
    """Tell someone what others say about their skills, and ask about. Return and repeat as `note` does."""
    return tell(skill_concerns.on_skills(id, since=horizon()))


def note_request(id: MentorRequestId) -> tuple[PersonId, ...]:
    """Tell people what became of a request for a mentor. Return and repeat as `note` does."""
    return tell(mentoring_concerns.on_request(id, since=horizon()))


def note_matches(id: GoalId) -> tuple[PersonId, ...]:
    """Tell someone that there are new mentors for a goal of theirs. Return and repeat as `note` does."""
    return tell(mentoring_concerns.on_goal(id))


def note_mentorship(id: MentorshipId) -> tuple[PersonId, ...]:
    """Tell the two of a mentorship what happened in it. Return and repeat as `note` does."""
    return tell(mentoring_concerns.on_mentorship(id, since=horizon()))


def note_reported(id: ReportId) -> tuple[PersonId, ...]:
    """Tell the reporter of a text what a coach decided. Return and repeat as `note` does."""
    return tell(company_concerns.on_report(id, since=horizon()))


def note_round(id: MentoringRoundId) -> tuple[PersonId, ...]:
    """Tell members, coaches and learners of a mentoring round. Return and repeat as `note` does."""
    return tell(round_concerns.on_round(id, since=horizon()))


def note_booking(id: BookingId) -> tuple[PersonId, ...]:
    """Tell the two of a booking what happened to it. Return and repeat as `note` does."""
    return tell(office_hours_concerns.on_booking(id, since=horizon()))


def note_circle(id: CircleId) -> tuple[PersonId, ...]:
    """Tell people what happened in a circle. Return and repeat as `note` does."""
    return tell(circle_concerns.on_circle(id, since=horizon()))


def note_report(id: MentoringReportId) -> tuple[PersonId, ...]:
    """Tell those who can read a report of a mentorship, and the reporter once it is closed. As `note` does."""
    return tell(mentoring_report_concerns.on_report(id, since=horizon()))


def note_first_tip(id: PersonId) -> tuple[PersonId, ...]:
    """Ask someone whose first week is over for a tip. Return and repeat as `note` does."""
    return tell(first_tips.concern(id))


def note_takedown(id: WithdrawalId) -> tuple[PersonId, ...]:
    """Tell people that a coach withdrew their text or put it back, and why. Return and repeat as `note` does."""
    return tell(company_concerns.on_takedown(id, since=horizon()))


def note_pending(id: PendingPostId) -> tuple[PersonId, ...]:
    """Tell someone that a coach has published what they sent, or why not. Return and repeat as `note` does."""
    return tell(company_concerns.on_pending(id, since=horizon()))


def tell(found: Sequence[Concern]) -> tuple[PersonId, ...]:
    """Tell people what concerns them, and return those who are to hear of it now. Twice tells nobody twice."""
    now = clock.now()
    new = making.unknown(found)
    if not new:
        return ()
    people = recipients.of({one.person for one in new})
    wanted = [one for one in new if includes(people[one.person].choices.channel(one.kind), "inbox")]
    times = [_times(one, people[one.person], now) for one in wanted]
    making.make(wanted, times)
    return tuple({one.person for one, at in zip(wanted, times, strict=True) if at.is_now(now)})


def _times(one: Concern, who: Recipient, now: datetime) -> making.Times:
    # People who can't open the site are mailed, whatever they chose.
    if one.what in SUSPENSIONS:
        return making.Times(push=None, mail=now if who.has_email else None)
    return making.Times(push=who.push_at(one.kind, at=one.at, now=now), mail=who.mail_at(one.kind, at=one.at, now=now))


def horizon() -> datetime:
    """Return the moment since when people are told of what was missed."""
    return clock.now() - LOOKS_BACK


def read_on(post: PostId, *, by: Viewer) -> None:
    """Note that this person has opened a post, so what they were told of it is read."""
    write(
        """
        MATCH (post:Post {id: $post})<-[:UNDER]-(one:Notification)-[telling:TELLS]->(me:Person {id: $by})
        """
        + READ,
        post=post,
        by=by.id,
        now=clock.now().isoformat(),
    )


def read_all(*, by: PersonId) -> None:
    """Note that this person has read everything in their inbox."""
    write(
        """
        MATCH (me:Person {id: $by})<-[telling:TELLS]-(one:Notification)
        """
        + READ,
        by=by,
        now=clock.now().isoformat(),
    )


def settle(ids: Collection[NotificationId], *, is_done: bool = True, by: PersonId) -> None:
    """Mark notifications of this person as done, which also reads them, or take that back. Twice changes nothing."""
    write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[telling:TELLS|TOLD]->(me:Person)
        WHERE me.id = $by
        SET one.done_at = CASE WHEN $is_done THEN datetime($now) END,
            one.read_at = coalesce(one.read_at, datetime($now))
        REMOVE one.mail_key, one.push_key
        MERGE (one)-[:TOLD]->(me)
        FOREACH (_ IN CASE WHEN type(telling) = 'TELLS' THEN [1] ELSE [] END | DELETE telling)
        """,
        ids=list(ids),
        is_done=is_done,
        by=by,
        now=clock.now().isoformat(),
    )


def tidy() -> None:
    """Remove what was read sixty days ago, or not for half a year, and the decisions of coaches that it told of."""
    now = clock.now()
    write(
        """
        MATCH (one:Notification)
        WHERE one.made_key < $read AND (one.read_at IS NOT NULL OR one.made_key < $unread)
        DETACH DELETE one
        """,
        read=clock.key(now - KEPT_READ),
        unread=clock.key(now - KEPT_UNREAD),
    )
    write(
        """
        MATCH (pending:PendingPost)
        WHERE pending.state = 'published' AND pending.changed_key < $read
          AND NOT EXISTS { (pending)<-[:TELLS_OF]-(:Notification) }
        DETACH DELETE pending
        """,
        read=clock.key(now - KEPT_READ),
    )
    write(
        """
        MATCH (notice:Takedown)
        WHERE notice.changed_key < $read AND NOT EXISTS { (notice)<-[:TELLS_OF]-(:Notification) }
        DETACH DELETE notice
        """,
        read=clock.key(now - KEPT_READ),
    )
