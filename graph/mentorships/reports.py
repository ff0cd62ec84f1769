"""Reports: one of the two of a mentorship tells a coach in confidence that something is wrong.

It goes to the coaches of the communities in which both are, otherwise of those in which the reporter is, and to the
admins if none of these has a coach. It never goes to the other person or to anyone to whom the reporter reports.
Nobody else learns of it, and it shows nothing of the agenda or the notes. graph/mentorships/report_coaching.py is what
the coaches do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import Invalid, refuse_if_any
from graph.ids import CommunityId, MentoringReportId, MentorshipId, new_id
from graph.mentorships import mentorships
from graph.mentorships.mentorships import NOT_YOURS
from graph.rows import read_as
from graph.viewers import Viewer

TEXT_CHARACTERS = 2_000

ReportState = Literal["sent", "seen", "closed"]

NOBODY = Invalid(text="There is nobody here to whom this could go. Talk to someone you trust.")


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report of the viewer. `note` is what a coach wrote to them when closing it."""

    id: MentoringReportId
    text: str
    state: ReportState
    sent_at: datetime
    seen_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class _Coach:
    person: Author
    community: CommunityId
    is_shared: bool


def coaches(id: MentorshipId, *, viewer: Viewer) -> tuple[Author, ...]:
    """Return the coaches who would read a report by the viewer, by name. If there are none, admins would."""
    people = dict.fromkeys(coach.person for coach in _coaches(id, viewer))
    return tuple(sorted(people, key=lambda one: one.name.casefold()))


def send(id: MentorshipId, text: str, *, by: Viewer) -> MentoringReportId:
    """Tell the coaches that something is wrong. Each call makes a report.

    Raises `NotFound` for everyone who isn't part of the mentorship, and `Invalid` for a text that is empty or too
    long, and if nobody could read it.
    """
    mentorships.get(id, viewer=by)
    refuse_text(text, "text")
    told, now = _coaches(id, by), clock.now()
    if not told and not _has_admins(id, by):
        raise NOBODY
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        CREATE (report:MentoringReport {id: $report, text: $text, state: 'sent', sent_key: $key, changed_key: $key})
        SET report.sent_at = datetime($now)
        CREATE (me)-[:REPORTED]->(report)
        CREATE (report)-[:OF]->(mentorship)
        WITH report
        OPTIONAL MATCH (place:Community)
            WHERE place.id IN $places
        FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | MERGE (report)-[:GOES_TO]->(place))
        RETURN DISTINCT report.id AS id
        """,
        id=id,
        by=by.id,
        report=new_id(),
        text=text.strip(),
        places=list({coach.community for coach in told}),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return MentoringReportId(only(rows, otherwise=NOT_YOURS)["id"])


def mine(id: MentorshipId, *, viewer: Viewer) -> tuple[Report, ...]:
    """Return what the viewer has reported of a mentorship, newest first. Nobody sees what the other person reported."""
    return read_as(
        Report,
        """
        MATCH (me:Person {id: $viewer})-[:REPORTED]->(report:MentoringReport)-[:OF]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        RETURN report.id AS id, report.text AS text, report.state AS state, report.sent_at AS sent_at,
               report.seen_at AS seen_at, coalesce(report.note, '') AS note
        ORDER BY sent_at DESC
        """,
        viewer=viewer.id,
        id=id,
    )


def refuse_text(text: str, field: str) -> None:
    """Raise `Invalid` for this field if the text is empty or too long."""
    is_right = 1 <= len(text.strip()) <= TEXT_CHARACTERS
    refuse_if_any({field: None if is_right else f"Write at most {TEXT_CHARACTERS:,} characters, and at least one."})


def _coaches(id: MentorshipId, viewer: Viewer) -> Sequence[_Coach]:
    """Return the coaches who can read a report by the viewer. None for people who aren't part of it."""
    found = read_as(
        _Coach,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        WITH me,
             [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(inside:Person) | inside.id]
             + [(me)-[:REPORTS_TO*1..30]->(superior:Person) | superior.id] AS left_out,
             [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(other:Person)-[:MEMBER_OF]->(theirs:Community)
                 WHERE other.id <> $viewer | theirs.id] AS shared
        MATCH (me)-[:MEMBER_OF]->(place:Community)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coaching.is_coach AND coach.state = 'active' AND NOT coach.id IN left_out
        RETURN {{coach is named}} AS person, place.id AS community, place.id IN shared AS is_shared
        """,
        viewer=viewer.id,
        id=id,
    )
    return [one for one in found if one.is_shared] or found


def _has_admins(id: MentorshipId, viewer: Viewer) -> bool:
    rows = read(
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        WITH [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(inside:Person) | inside.id]
             + [(me)-[:REPORTS_TO*1..30]->(superior:Person) | superior.id] AS left_out
        MATCH (one:Person)
        WHERE {{one is an active admin}} AND NOT one.id IN left_out
        RETURN one.id AS id
        LIMIT 1
        """,
        viewer=viewer.id,
        id=id,
    )
    return bool(rows)
