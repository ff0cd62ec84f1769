"""Mentorships: an agreed pair with a goal, dates and an end. Only the people in it see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import GoalId, MentorshipId
from graph.mentoring.offers import Form
from graph.mentoring.replies import MOST_WEEKS
from graph.rows import read_as, write_as
from graph.viewers import Viewer

AGENDA_CHARACTERS, LINK_CHARACTERS = 4_000, 500

MentorshipState = Literal["running", "ended"]
Role = Literal["mentor", "learner"]

NOT_YOURS = NotFound("This mentorship doesn't exist, or you aren't part of it.")
ENDED = Conflict("This mentorship has ended.")


@dataclass(frozen=True, kw_only=True)
class Mentorship:
    """A mentorship of the viewer, who has the `role` in it, and the other person.

    `skills` begin with that of the goal. `level` is the one they work towards, and `level_before` the learner's when
    they set the goal. `version` changes with every change of agenda and link, so that of two who edit at once the
    second one is told. `is_reverse` says that the mentor reported to the learner when it began.
    """

    id: MentorshipId
    role: Role
    other: Author
    headline: str
    skills: tuple[SkillTag, ...]
    level: int
    level_before: int | None
    goal: GoalId | None
    goal_why: str
    form: Form
    is_reverse: bool
    state: MentorshipState
    began_on: date
    ends_on: date
    agenda: str
    link: str
    version: int


def problem_of_link(link: str) -> str | None:
    """Return what is wrong with the address at which people meet online, or `None`. It may be empty."""
    is_address = not link or link.startswith(("https://", "http://"))
    fits = is_address and len(link) <= LINK_CHARACTERS
    return None if fits else "Enter an address that begins with https://, or leave this empty."


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What the two want to talk about, and where they meet online. Raises `Invalid` with a sentence per field."""

    agenda: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "agenda": None
                if len(self.agenda) <= AGENDA_CHARACTERS
                else f"Use {AGENDA_CHARACTERS:,} characters or fewer.",
                "link": problem_of_link(self.link),
            }
        )


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: int


def mine(*, viewer: Viewer) -> tuple[Mentorship, ...]:
    """Return the mentorships of the viewer: running ones first, those that end soonest in front."""
    found = sorted(_of(viewer), key=lambda one: (one.state != "running", one.ends_on, one.id))
    return tuple(found)


def get(id: MentorshipId, *, viewer: Viewer) -> Mentorship:
    """Return a mentorship. Raises `NotFound` for everyone who isn't part of it."""
    return only(_of(viewer, id), otherwise=NOT_YOURS)


def write_agenda(id: MentorshipId, agenda: Agenda, *, version: int, by: Viewer) -> None:
    """Store agenda and link. Either of the two may.

    Raises `NotFound` for others, and `Conflict` if the other person has changed it since `version`.
    """
    rows = write_as(
        _Version,
        """
        MATCH (mentorship:Mentorship {id: $id})<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by AND mentorship.state = 'running'
        // Writing before looking takes the lock.
        SET mentorship.changed_key = $key
        WITH mentorship, coalesce(mentorship.version, 0) AS version
        SET mentorship.agenda = CASE version WHEN $version THEN $agenda ELSE mentorship.agenda END,
            mentorship.link = CASE version WHEN $version THEN $link ELSE mentorship.link END,
            mentorship.version = CASE version WHEN $version THEN version + 1 ELSE version END
        RETURN version
        """,
        id=id,
        by=by.id,
        version=version,
        agenda=agenda.agenda.strip(),
        link=agenda.link.strip(),
        key=clock.key(clock.now()),
    )
    if only(rows, otherwise=NOT_YOURS).version != version:
        raise Conflict("The other person has changed this meanwhile. Your text is below: compare it, and save again.")


def prolong(id: MentorshipId, weeks: int, *, by: Viewer) -> None:
    """Let a running mentorship end so many weeks later, at most a year from today. Either of the two may.

    Raises `NotFound` for others, and `Invalid` for a number that is out of bounds.
    """
    refuse_if_any({"weeks": None if 1 <= weeks <= MOST_WEEKS else f"Enter a number of weeks from 1 to {MOST_WEEKS}."})
    now = clock.now()
    today, latest = now.date(), now.date() + timedelta(weeks=MOST_WEEKS)
    found = get(id, viewer=by)
    rows = write(
        """
        MATCH (mentorship:Mentorship {id: $id})
        WHERE mentorship.state = 'running'
        SET mentorship.ends_on = datetime($ends_on), mentorship.changed_key = $key
        RETURN mentorship.id AS id
        """,
        id=id,
        ends_on=clock.midnight(min(max(found.ends_on, today) + timedelta(weeks=weeks), latest)),
        key=clock.key(now),
    )
    only(rows, otherwise=ENDED)


def end(id: MentorshipId, *, by: Viewer) -> None:
    """End a mentorship. Either of the two may, and nobody has to say why. Twice changes nothing.

    Sessions that are still to come are cancelled. Raises `NotFound` for others.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (mentorship:Mentorship {id: $id})<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by
        SET mentorship.ended_key = CASE mentorship.state WHEN 'ended' THEN mentorship.ended_key ELSE $key END,
            mentorship.ended_by = CASE mentorship.state WHEN 'ended' THEN mentorship.ended_by ELSE $by END,
            mentorship.state = 'ended',
            mentorship.changed_key = $key
        WITH mentorship
        OPTIONAL MATCH (mentorship)<-[:OF]-(ahead:MentoringSession)
            WHERE ahead.state <> 'cancelled' AND ahead.starts_at > datetime($now)
        SET ahead.state = 'cancelled', ahead.sequence = ahead.sequence + 1
        RETURN DISTINCT mentorship.id AS id
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_YOURS)


def close() -> tuple[MentorshipId, ...]:
    """End the mentorships whose last day is over or in which someone has left, and return them."""
    now = clock.now()
    rows = write(
        """
        MATCH (mentorship:Mentorship)<-[:MENTORS_IN|LEARNS_IN]-(person:Person)
        WHERE mentorship.state = 'running'
          AND (mentorship.ends_on < datetime($today) OR person.state <> 'active')
        SET mentorship.state = 'ended', mentorship.ended_key = $key, mentorship.changed_key = $key
        WITH DISTINCT mentorship
        OPTIONAL MATCH (mentorship)<-[:OF]-(ahead:MentoringSession)
            WHERE ahead.state <> 'cancelled' AND ahead.starts_at > datetime($now)
        SET ahead.state = 'cancelled', ahead.sequence = ahead.sequence + 1
        RETURN DISTINCT mentorship.id AS id
        """,
        today=clock.midnight(now.date()),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)


def _of(viewer: Viewer, id: MentorshipId | None = None) -> tuple[Mentorship, ...]:
    return read_as(
        Mentorship,
        """
        MATCH (me:Person {id: $viewer})-[mine:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE $id IS NULL OR mentorship.id = $id
        MATCH (mentorship)<-[:MENTORS_IN|LEARNS_IN]-(person:Person)
        WHERE person.id <> $viewer
        // A pair of a round may serve several goals.
        WITH mine, mentorship, person, [(mentorship)-[:SERVES]->(goal:Goal) | goal][0] AS goal,
             [(mentorship)-[:SERVES]->(:Goal)-[:IN_SKILL]->(aimed:Skill) | aimed.slug] AS aimed
        RETURN mentorship.id AS id,
               CASE type(mine) WHEN 'MENTORS_IN' THEN 'mentor' ELSE 'learner' END AS role,
               {{person is named}} AS other,
               coalesce(person.headline, '') AS headline,
               COLLECT {
                   MATCH (mentorship)-[:IN_SKILL]->(skill:Skill)
                   RETURN {slug: skill.slug, name: skill.name} AS tag
                   ORDER BY CASE WHEN skill.slug IN aimed THEN 0 ELSE 1 END, skill.name
               } AS skills,
               mentorship.level AS level,
               mentorship.level_before AS level_before,
               // Only its own person opens a goal.
               CASE type(mine) WHEN 'LEARNS_IN' THEN goal.id END AS goal,
               CASE WHEN type(mine) = 'LEARNS_IN' OR goal.shared_with <> 'nobody' THEN coalesce(goal.why, '')
                    ELSE '' END AS goal_why,
               mentorship.form AS form,
               coalesce(mentorship.is_reverse, false) AS is_reverse,
               mentorship.state AS state,
               mentorship.began_on AS began_on,
               mentorship.ends_on AS ends_on,
               coalesce(mentorship.agenda, '') AS agenda,
               coalesce(mentorship.link, '') AS link,
               coalesce(mentorship.version, 0) AS version
        """,
        viewer=viewer.id,
        id=id,
    )
