"""Reports of people: something about a profile is wrong, or how its person treats others. Admins decide about them.

A profile belongs to the site, not to a community. Like reports of texts (graph/reporting/reports.py), they name no
reporter to whoever decides, and the person never hears of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import PersonId, ReportId, new_id
from graph.reporting.reports import WORDS_CHARACTERS, ReportState, Said, likely
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 1_000

# The photo; the name or what stands on the profile; someone else's name; how they treat others.
PersonReason = Literal["photo", "profile", "posing", "conduct", "other"]
REASONS: tuple[PersonReason, ...] = get_args(PersonReason)

NOT_HERE = NotFound("This person doesn't exist, or has left.")
OWN = Conflict("This is you. You can edit your profile.")
NOT_OPEN = NotFound("Nobody has reported this person, it was decided already, or it isn't for you to decide.")

# What the audit log calls each decision.
ACTS: dict[ReportState, str] = {"upheld": "upheld_report_of_person", "declined": "declined_report_of_person"}


@dataclass(frozen=True, kw_only=True)
class PersonReportDraft:
    """What is wrong about a person, and a few words. Raises `Invalid` with a sentence per field."""

    reason: str
    words: str

    def __post_init__(self) -> None:
        fits = 0 < len(self.words.strip()) <= WORDS_CHARACTERS
        refuse_if_any(
            {
                "reason": None if self.reason in REASONS else "Choose what is wrong.",
                "words": None if fits else f"Say in at most {WORDS_CHARACTERS} characters what is wrong.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class PersonTold(Said):
    """What one reporter says about a person."""

    reason: PersonReason


@dataclass(frozen=True, kw_only=True)
class ReportedPerson:
    """Someone who was reported, as an admin sees it."""

    person: Author
    told: tuple[PersonTold, ...]

    @property
    def likely(self) -> float:
        """How likely at least one reporter is right, as for texts."""
        return likely(self.told)

    @property
    def since(self) -> datetime:
        return min(one.at for one in self.told)


def report(id: PersonId, draft: PersonReportDraft, *, by: Viewer) -> ReportId:
    """Report a person to the admins. A second time changes nothing: a decision stands.

    Raises `NotFound` for people who have left, and `Conflict` for yourself.
    """
    if id == by.id:
        raise OWN
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active'
        MERGE (report:Report {key: $by + ' ' + $id})
        ON CREATE SET report.id = $report, report.about = $id, report.of = 'person', report.reason = $reason,
                      report.words = $words, report.state = 'open', report.at = datetime($now),
                      report.waiting_key = $key
        MERGE (me)-[:REPORTED]->(report)
        RETURN report.id AS id
        """,
        id=id,
        by=by.id,
        report=new_id(),
        reason=draft.reason,
        words=draft.words.strip(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return ReportId(only(rows, otherwise=NOT_HERE)["id"])


def waiting(*, viewer: Viewer) -> tuple[ReportedPerson, ...]:
    """Return the people about whom this admin can decide, at most 1,000, without themselves. Others get none."""
    return read_as(
        ReportedPerson,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        MATCH (report:Report)<-[:REPORTED]-(reporter:Person)
        WHERE report.waiting_key > 0 AND report.about <> $viewer
        WITH report, {{reporter is upheld}} AS upheld, {{reporter is declined}} AS declined
        WITH report.about AS id, collect({reason: report.reason, words: report.words, at: report.at.epochMillis,
             upheld: upheld, declined: declined}) AS told
        MATCH (person:Person {id: id})
        WHERE person.state = 'active'
        RETURN {{person is named}} AS person, told
        LIMIT $limit
        """,
        viewer=viewer.id,
        limit=SHOWN,
    )


def decide(id: PersonId, state: ReportState, *, by: Viewer) -> tuple[ReportId, ...]:
    """Close the reports of a person as right (`upheld`) or not (`declined`), and return them. The audit log records it.

    If another admin was faster, nothing is returned. Raises `NotFound` for everyone but admins, and for yourself.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        MATCH (person:Person {id: $id})
        WHERE person.id <> me.id
        // Writing before looking takes the lock: two admins decide once.
        SET person.reports_lock = $entry
        WITH me, person, COLLECT {
            MATCH (report:Report {about: $id}) WHERE report.state = 'open' AND report.of = 'person' RETURN report
        } AS reports
        FOREACH (report IN reports |
            SET report.state = $state, report.decided_key = $key, report.decided_by = $by
            REMOVE report.waiting_key)
        FOREACH (_ IN CASE size(reports) WHEN 0 THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})-[:RECORDS]->(person)
            SET entry.at = datetime($now))
        RETURN [report IN reports | report.id] AS reports
        """,
        id=id,
        by=by.id,
        state=state,
        act=ACTS[state],
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(ReportId(one) for one in only(rows, otherwise=NOT_OPEN)["reports"])
