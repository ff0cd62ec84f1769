"""Circles: someone who teaches a skill opens one for some learners, or learners open one among themselves.

The second is a learning group, whose form is `peer`. Only the people in a circle see who is in it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, write
from graph.errors import Invalid, NotFound, refuse_if_any
from graph.ids import CircleId, SkillSlug, new_id
from graph.mentoring.goals import UNKNOWN_SKILL
from graph.mentoring.offers import ASKED_BY
from graph.mentorships.mentorships import MentorshipState, problem_of_link
from graph.mentorships.sessions import LATEST, LONGEST_MINUTES, SHORTEST_MINUTES
from graph.rows import read_as
from graph.skills import naming
from graph.viewers import Viewer

TITLE_CHARACTERS, PURPOSE_CHARACTERS = 100, 500
FEWEST_PLACES, MOST_PLACES = 2, 8
MOST_WEEKS = 26

CircleForm = Literal["mentored", "peer"]
# Weeks from one meeting to the next.
RHYTHMS = (1, 2)

NOT_TAUGHT = Invalid(form="You don't say that you teach this skill. Say so first, or choose a learning group.")
NOT_YOURS = NotFound("This circle doesn't exist, or you aren't in it.")
NOT_LED = NotFound("This circle doesn't exist, has ended, or isn't yours.")


@dataclass(frozen=True, kw_only=True)
class CircleDraft:
    """A circle to be opened. The meetings after the `first` are at the same time of its time zone.

    Raises `Invalid` with a sentence per field.
    """

    form: str
    title: str
    purpose: str = ""
    places: int = MOST_PLACES
    first: datetime | None
    minutes: int = 60
    weeks: int = 8
    every: int = 1
    link: str = ""
    asked_by: str = "everyone"

    def __post_init__(self) -> None:
        refuse_if_any(self._words() | self._numbers() | {"first": self._first()})

    @property
    def meetings(self) -> tuple[datetime, ...]:
        """When the circle meets, in UTC."""
        return tuple((self.begins + timedelta(weeks=week)).astimezone(UTC) for week in range(0, self.weeks, self.every))

    @property
    def begins(self) -> datetime:
        return self.first or clock.now()

    @property
    def ends_on(self) -> date:
        return self.begins.date() + timedelta(weeks=self.weeks, days=-1)

    def _words(self) -> dict[str, str | None]:
        has_title = 1 <= len(self.title.strip()) <= TITLE_CHARACTERS
        return {
            "form": None if self.form in get_args(CircleForm) else "Choose a circle or a learning group.",
            "title": None if has_title else f"Enter a title of at most {TITLE_CHARACTERS} characters.",
            "purpose": None
            if len(self.purpose.strip()) <= PURPOSE_CHARACTERS
            else f"Use {PURPOSE_CHARACTERS} characters or fewer.",
            "link": problem_of_link(self.link),
            "asked_by": None if self.asked_by in ASKED_BY else "Choose who can join.",
        }

    def _numbers(self) -> dict[str, str | None]:
        has_places, has_weeks = FEWEST_PLACES <= self.places <= MOST_PLACES, 1 <= self.weeks <= MOST_WEEKS
        has_length = SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES
        return {
            "places": None if has_places else f"Enter a number from {FEWEST_PLACES} to {MOST_PLACES}.",
            "weeks": None if has_weeks else f"Enter a number of weeks from 1 to {MOST_WEEKS}.",
            "every": None if self.every in RHYTHMS else "Choose how often you meet.",
            "minutes": None if has_length else f"Enter a length from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes.",
        }

    def _first(self) -> str | None:
        now = clock.now()
        is_ahead = self.first is not None and now < self.first < now + LATEST
        return None if is_ahead else "Enter a date and a time that are still to come, within a year."


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle of the viewer, who is its owner if they lead it. `version` is as in `graph.mentorships.mentorships`.

    `every` is the number of weeks from one meeting to the next.
    """

    id: CircleId
    form: CircleForm
    title: str
    purpose: str
    skill: SkillTag
    places: int
    taken: int
    every: int
    begins_on: date
    ends_on: date
    state: MentorshipState
    is_mine: bool
    is_member: bool
    agenda: str
    link: str
    version: int

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)


def open_for(skill: str, draft: CircleDraft, *, by: Viewer) -> CircleId:
    """Open a circle for the skill with this name, with all its meetings. Of a learning group, the opener is a member.

    Raises `Invalid` for an unknown skill, and for one that a mentor doesn't teach.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE {{skill is known}} AND ($about.form = 'peer' OR EXISTS {
            MATCH (me)-[stance:STANDS_IN]->(taught:Skill)
            WHERE stance.teaches AND taught.slug = skill.slug AND {{stance is not hidden}}
        })
        CREATE (circle:Circle {id: $id})
        SET circle += $about, circle.begins_on = datetime($begins_on), circle.ends_on = datetime($ends_on)
        CREATE (circle)-[:IN_SKILL]->(skill)
        CREATE (me)-[:LEADS {since_key: $key}]->(circle)
        FOREACH (_ IN CASE $about.form WHEN 'peer' THEN [1] ELSE [] END |
            CREATE (me)-[:TAKES_PART_IN {since_key: $key}]->(circle))
        WITH circle
        UNWIND $meetings AS one
        CREATE (meeting:CircleMeeting {id: one.id, minutes: $minutes, state: 'agreed', sequence: 0})
        SET meeting.starts_at = datetime(one.starts_at)
        CREATE (meeting)-[:OF]->(circle)
        RETURN DISTINCT circle.id AS id
        """,
        by=by.id,
        skill=_skill(skill, by),
        audiences=by.audiences,
        id=new_id(),
        about=_about(draft, clock.key(now)),
        begins_on=clock.midnight(draft.begins.date()),
        ends_on=clock.midnight(draft.ends_on),
        meetings=[{"id": new_id(), "starts_at": moment.isoformat()} for moment in draft.meetings],
        minutes=draft.minutes,
        key=clock.key(now),
    )
    return only(rows, otherwise=NOT_TAUGHT)["id"]


def mine(*, viewer: Viewer) -> tuple[Circle, ...]:
    """Return the circles that the viewer leads or is in: running ones first, those that end soonest in front."""
    found = sorted(_of(viewer), key=lambda one: (one.state != "running", one.ends_on, one.id))
    return tuple(found)


def get(id: CircleId, *, viewer: Viewer) -> Circle:
    """Return a circle. Raises `NotFound` for everyone who isn't in it."""
    return only(_of(viewer, id), otherwise=NOT_YOURS)


def end(id: CircleId, *, by: Viewer) -> None:
    """End a circle earlier. Only its owner may. Twice changes nothing. Raises `NotFound` for others.

    Meetings that are still to come are cancelled.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (circle:Circle {id: $id})<-[:LEADS]-(me:Person)
        WHERE me.id = $by
        SET circle.ended_key = CASE circle.state WHEN 'ended' THEN circle.ended_key ELSE $key END,
            circle.ended_by = CASE circle.state WHEN 'ended' THEN circle.ended_by ELSE $by END,
            circle.state = 'ended',
            circle.changed_key = $key
        WITH circle
        OPTIONAL MATCH (circle)<-[:OF]-(ahead:CircleMeeting)
            WHERE ahead.state <> 'cancelled' AND ahead.starts_at > datetime($now)
        SET ahead.state = 'cancelled', ahead.sequence = ahead.sequence + 1
        RETURN DISTINCT circle.id AS id
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_LED)


def close() -> tuple[CircleId, ...]:
    """End the circles whose last day is over, and mentored ones whose mentor has left, and return them."""
    now = clock.now()
    rows = write(
        """
        MATCH (circle:Circle {state: 'running'})<-[:LEADS]-(owner:Person)
        WHERE circle.ends_on < datetime($today) OR (owner.state <> 'active' AND circle.form = 'mentored')
        SET circle.state = 'ended', circle.ended_key = $key, circle.changed_key = $key
        WITH circle
        OPTIONAL MATCH (circle)<-[:OF]-(ahead:CircleMeeting)
            WHERE ahead.state <> 'cancelled' AND ahead.starts_at > datetime($now)
        SET ahead.state = 'cancelled', ahead.sequence = ahead.sequence + 1
        RETURN DISTINCT circle.id AS id
        """,
        today=clock.midnight(now.date()),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(CircleId(row["id"]) for row in rows)


def _of(viewer: Viewer, id: CircleId | None = None) -> tuple[Circle, ...]:
    return read_as(
        Circle,
        """
        MATCH (me:Person {id: $viewer})-[tie:LEADS|TAKES_PART_IN]->(circle:Circle)-[:IN_SKILL]->(skill:Skill)
        WHERE $id IS NULL OR circle.id = $id
        WITH circle, skill, collect(type(tie)) AS ties
        RETURN circle.id AS id,
               circle.form AS form,
               circle.title AS title,
               circle.purpose AS purpose,
               {slug: skill.slug, name: skill.name} AS skill,
               circle.places AS places,
               COUNT { (circle)<-[:TAKES_PART_IN]-(:Person) } AS taken,
               circle.every AS every,
               circle.begins_on AS begins_on,
               circle.ends_on AS ends_on,
               circle.state AS state,
               'LEADS' IN ties AS is_mine,
               'TAKES_PART_IN' IN ties AS is_member,
               coalesce(circle.agenda, '') AS agenda,
               circle.link AS link,
               coalesce(circle.version, 0) AS version
        """,
        viewer=viewer.id,
        id=id,
    )


def _skill(typed: str, by: Viewer) -> SkillSlug:
    meant = naming.skill(typed, viewer=by)
    if meant is None:
        raise UNKNOWN_SKILL
    return SkillSlug(meant)


def _about(draft: CircleDraft, key: int) -> dict[str, int | str]:
    return {
        "form": draft.form,
        "title": draft.title.strip(),
        "purpose": draft.purpose.strip(),
        "places": draft.places,
        "every": draft.every,
        "link": draft.link.strip(),
        "asked_by": draft.asked_by,
        "state": "running",
        "changed_key": key,
    }
