"""Replies of mentors who are asked: they agree, decline, or pass it on to a colleague."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, cast, get_args

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, read, write
from graph.errors import Conflict, Invalid, NotFound, refuse_if_any
from graph.ids import MentorAskId, MentorRequestId, MentorshipId, new_id
from graph.mentoring.offers import FORMS, PLACES
from graph.mentoring.requests import REPLY_DAYS, AskState
from graph.people import people
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

WEEKS, MOST_WEEKS = 12, 52
# A single meeting takes place within a month, or not at all.
MEETING_WEEKS = 4

DeclineReason = Literal["", "time", "skill", "other"]

CLOSED = NotFound("This request is closed, or it wasn't sent to you.")
NO_PLACE = Conflict("You have no place left. End a mentorship or offer more places first.")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A learner who asks the viewer to mentor them. `goal_why` is empty unless the learner shares the goal.

    `also` has those of the further skills that the viewer teaches or knows.
    """

    id: MentorAskId
    learner: Author
    headline: str
    skill: SkillTag
    also: tuple[SkillTag, ...]
    level: int
    why: str
    goal_why: str
    until: date | None
    asked_at: datetime
    passed_by: Author | None

    @property
    def reply_by(self) -> date:
        return (self.asked_at + timedelta(days=REPLY_DAYS)).date()


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """On what a mentor agrees. Raises `Invalid` with a sentence per field."""

    form: str = "weeks"
    weeks: int = WEEKS

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "form": None if self.form in FORMS else "Choose one meeting or some weeks.",
                "weeks": None if 1 <= self.weeks <= MOST_WEEKS else f"Enter a number of weeks from 1 to {MOST_WEEKS}.",
            }
        )

    @property
    def ends_on(self) -> date:
        weeks = MEETING_WEEKS if self.form == "meeting" else self.weeks
        return clock.now().date() + timedelta(weeks=weeks)


def waiting(*, viewer: Viewer) -> tuple[Wanted, ...]:
    """Return who asks the viewer to mentor them, longest waiting first."""
    return read_as(
        Wanted,
        """
        MATCH (me:Person {id: $viewer})<-[:TO]-(ask:MentorAsk)-[:PART_OF]->(request:MentorRequest)
        WHERE ask.state = 'asked' AND request.state = 'open'
        MATCH (request)<-[:SEEKS]-(learner:Person)
        MATCH (request)-[:FOR]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE goal.state = 'open' AND learner.state = 'active'
        OPTIONAL MATCH (ask)<-[:PASSED_TO]-(passed:MentorAsk)-[:TO]->(former:Person)
        RETURN ask.id AS id,
               {{learner is named}} AS learner,
               coalesce(learner.headline, '') AS headline,
               {slug: skill.slug, name: skill.name} AS skill,
               COLLECT {
                   MATCH (request)-[:IN_SKILL]->(further:Skill)
                   WHERE {{me is able to help}}
                   RETURN {slug: further.slug, name: further.name} AS helped
               } AS also,
               goal.level AS level,
               request.why AS why,
               CASE goal.shared_with WHEN 'nobody' THEN '' ELSE goal.why END AS goal_why,
               goal.until AS until,
               ask.asked_at AS asked_at,
               CASE WHEN former IS NOT NULL THEN {{former is named}} END AS passed_by
        ORDER BY ask.open_key
        """,
        viewer=viewer.id,
        everyone=EVERYONE,
    )


def get(id: MentorAskId, *, viewer: Viewer) -> Wanted:
    """Return one of them. Raises `NotFound` for other people's asks and for closed ones."""
    return only([one for one in waiting(viewer=viewer) if one.id == id], otherwise=CLOSED)


def accept(id: MentorAskId, agreement: Agreement, *, by: Viewer) -> MentorshipId:
    """Agree to mentor someone, and begin the mentorship. Twice returns the same one.

    Raises `NotFound` for other people's asks and for closed ones, and `Conflict` if the mentor has no place left.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (ask:MentorAsk {id: $id})-[:TO]->(mentor:Person)
        WHERE mentor.id = $by
        MATCH (ask)-[:PART_OF]->(request:MentorRequest)<-[:SEEKS]-(learner:Person)
        MATCH (request)-[:FOR]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        // Writing before counting takes the locks: two acceptances must not take the same place.
        SET mentor.mentoring_key = $key, request.changed_key = $key
        WITH ask, mentor, request, learner, goal, skill
        WHERE ask.state = 'asked' AND request.state = 'open' AND goal.state = 'open' AND learner.state = 'active'
          AND {{mentor is able to mentor}}
        WITH ask, mentor, request, learner, goal, skill, {{mentor is led by the learner}} AS is_reverse
        SET ask.state = 'accepted', ask.changed_key = $key, request.state = 'agreed'
        REMOVE ask.open_key, request.open_key
        MERGE (mentorship:Mentorship {key: request.id})
        ON CREATE SET mentorship += $about, mentorship.level = goal.level, mentorship.level_before = goal.level_before,
                      mentorship.is_reverse = is_reverse,
                      mentorship.began_on = datetime($today), mentorship.ends_on = datetime($ends_on)
        MERGE (mentor)-[:MENTORS_IN]->(mentorship)
        MERGE (learner)-[:LEARNS_IN]->(mentorship)
        MERGE (mentorship)-[:IN_SKILL]->(skill)
        MERGE (mentorship)-[:SERVES]->(goal)
        WITH mentorship, mentor, request
        OPTIONAL MATCH (request)-[:IN_SKILL]->(further:Skill)
            WHERE {{mentor is able to help}}
        FOREACH (_ IN CASE WHEN further IS NULL THEN [] ELSE [1] END | MERGE (mentorship)-[:IN_SKILL]->(further))
        RETURN DISTINCT mentorship.id AS id
        """,
        id=id,
        by=by.id,
        about={
            "id": new_id(),
            "state": "running",
            "form": agreement.form,
            "begun_by": by.id,
            "begun_key": clock.key(now),
            "changed_key": clock.key(now),
        },
        today=clock.midnight(now.date()),
        ends_on=clock.midnight(agreement.ends_on),
        places=PLACES,
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return MentorshipId(rows[0]["id"]) if rows else _begun(id, by)


def decline(id: MentorAskId, reason: str = "", *, by: Viewer) -> MentorRequestId:
    """Decline, and return the request, whose next person is asked. The learner doesn't see the reason.

    Twice changes only the reason. Raises `NotFound` for other people's asks and for closed ones, and `Invalid` for a
    reason that can't be chosen.
    """
    if reason not in get_args(DeclineReason):
        raise Invalid(reason="Choose a reason from the list, or none.")
    rows = write(
        """
        MATCH (ask:MentorAsk {id: $id})-[:TO]->(mentor:Person)
        WHERE mentor.id = $by AND ask.state IN ['asked', 'declined']
        MATCH (ask)-[:PART_OF]->(request:MentorRequest)
        SET ask.state = 'declined', ask.reason = $reason, ask.changed_key = $key
        REMOVE ask.open_key
        RETURN request.id AS id
        """,
        id=id,
        by=by.id,
        reason=reason,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=CLOSED)["id"]


def pass_on(id: MentorAskId, colleague: str, *, by: Viewer) -> MentorRequestId:
    """Suggest a colleague, by name or email address, who is asked next if they can mentor the learner.

    Returns the request. Nothing tells the mentor whether the learner has named or ruled out this colleague. Raises
    `NotFound` for other people's asks and for closed ones, and `Invalid` for someone who isn't here and for oneself.
    """
    to = people.called(colleague).id
    if to == by.id:
        raise Invalid(colleague="Choose someone other than yourself.")
    now = clock.now()
    rows = write(
        """
        MATCH (colleague:Person {id: $to})
        MATCH (ask:MentorAsk {id: $id})-[:TO]->(mentor:Person)
        WHERE mentor.id = $by AND ask.state = 'asked'
        MATCH (ask)-[:PART_OF]->(request:MentorRequest)
        MATCH (request)<-[:SEEKS]-(learner:Person)
        MATCH (ask)-[:IN_SKILL]->(skill:Skill)
        SET ask.state = 'passed', ask.changed_key = $key
        REMOVE ask.open_key
        WITH ask, request, colleague, learner, skill
        FOREACH (_ IN CASE WHEN colleague.id = learner.id THEN [] ELSE [1] END |
            MERGE (next:MentorAsk {key: request.id + ' ' + $to})
            ON CREATE SET next.id = $new, next.state = 'waiting', next.changed_key = $key
            SET next.rank = ask.rank
            MERGE (next)-[:PART_OF]->(request)
            MERGE (next)-[:TO]->(colleague)
            MERGE (next)-[:IN_SKILL]->(skill)
            MERGE (ask)-[:PASSED_TO]->(next))
        RETURN request.id AS id
        """,
        id=id,
        to=to,
        by=by.id,
        new=new_id(),
        key=clock.key(now),
    )
    return only(rows, otherwise=CLOSED)["id"]


def _begun(id: MentorAskId, by: Viewer) -> MentorshipId:
    """Return the mentorship that this ask has led to. Raises the refusal that says why it hasn't."""
    rows = read(
        """
        MATCH (ask:MentorAsk {id: $id})-[:TO]->(mentor:Person)
        WHERE mentor.id = $by
        MATCH (ask)-[:PART_OF]->(request:MentorRequest)
        OPTIONAL MATCH (mentorship:Mentorship {key: request.id})
            WHERE ask.state = 'accepted'
        RETURN ask.state AS state, mentorship.id AS mentorship
        """,
        id=id,
        by=by.id,
    )
    row = only(rows, otherwise=CLOSED)
    if row["mentorship"]:
        return MentorshipId(row["mentorship"])
    raise NO_PLACE if cast(AskState, row["state"]) == "asked" else CLOSED
