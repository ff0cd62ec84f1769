"""What coaches and admins decided in a year about texts and people, one by one and without a name or a word of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from graph import clock
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal.appeals import AppealState

Act = Literal["withdrawn", "hidden", "redacted", "published", "sent_back", "warned", "silenced", "reported"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One decision. `reason` is the name of one, or empty. `waited` is how long it took, in milliseconds, if known.

    `is_back` says that it was taken back: a text is there again, a report was found wrong. `people` are those whom it
    affects by name.
    """

    act: Act
    reason: str
    at: int
    waited: int | None
    is_back: bool
    appeal: AppealState | None
    people: tuple[PersonId, ...]


def of(year: int, *, place: str | None, is_whole: bool, viewer: Viewer) -> tuple[Fact, ...]:
    """Return what was decided in a calendar year (UTC) in a community, by its id, or else on the site, oldest first.

    On the site, that is what concerns public communities or none and, if the report `is_whole`, all communities that
    the viewer may know of. graph/reviewing/yearly_reports.py says who may read it.
    """
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    asked: dict[str, object] = {
        "place": place,
        "is_whole": is_whole,
        "audiences": viewer.audiences,
        "begins": begins.isoformat(),
        "ends": ends.isoformat(),
        "since": clock.key(begins),
        "until": clock.key(ends),
    }
    found = (*_taken(asked), *_waited(asked), *_redacted(asked), *_about_people(asked), *_reported(asked))
    return tuple(sorted(found, key=lambda fact: fact.at))


def _taken(asked: dict[str, object]) -> tuple[Fact, ...]:
    """Texts that were withdrawn or hidden. The wait is that of an appeal."""
    return read_as(
        Fact,
        """
        MATCH (notice:Takedown)
        WHERE notice.changed_key >= $since
        WITH notice, coalesce(notice.taken_key, notice.changed_key) AS taken
        WHERE taken >= $since AND taken < $until
        OPTIONAL MATCH (notice)-[:TAKEN_IN]->(place:Community)
        WITH notice, taken, place
        WHERE {{place is in the report}}
        RETURN CASE notice.state WHEN 'hidden' THEN 'hidden' ELSE 'withdrawn' END AS act,
               coalesce(COLLECT {
                   MATCH (report:Report {about: notice.about})
                   WHERE report.state <> 'declined'
                   RETURN report.reason AS why ORDER BY why LIMIT 1
               }[0], '') AS reason,
               taken / 1000 AS at,
               CASE WHEN notice.appeal_state IN ['granted', 'refused']
                   THEN notice.changed_key / 1000 - notice.appealed_at.epochMillis END AS waited,
               notice.state = 'put_back' AS is_back,
               notice.appeal_state AS appeal,
               [(notice)-[taken_from:TAKEN_FROM]->(author:Person)
                   WHERE NOT coalesce(taken_from.is_private, false) | author.id] AS people
        """,
        **asked,
    )


def _waited(asked: dict[str, object]) -> tuple[Fact, ...]:
    """Posts and answers that waited for a coach, unless their authors took them back. The wait is theirs."""
    return read_as(
        Fact,
        """
        MATCH (pending:PendingPost)
        WHERE pending.changed_key >= $since AND pending.changed_key < $until
          AND pending.state IN ['published', 'not_published'] AND pending.decided_at IS NOT NULL
        OPTIONAL MATCH (pending)-[:WAITS_IN]->(direct:Community)
        OPTIONAL MATCH (post:Post {id: pending.post})
        WITH pending, post, coalesce(direct, [(post)-[:IN]->(around:Community) | around][0]) AS place
        // Where a question is gone, nobody knows in which community it was.
        WHERE (pending.kind <> 'answer' OR post IS NOT NULL) AND {{place is in the report}}
        RETURN CASE pending.state WHEN 'published' THEN 'published' ELSE 'sent_back' END AS act,
               pending.why AS reason,
               pending.decided_at.epochMillis AS at,
               pending.decided_at.epochMillis - pending.sent_at.epochMillis AS waited,
               false AS is_back,
               null AS appeal,
               [(pending)<-[:SUBMITTED]-(author:Person) WHERE NOT coalesce(pending.is_nameless, false)
                   | author.id] AS people
        """,
        **asked,
    )


def _redacted(asked: dict[str, object]) -> tuple[Fact, ...]:
    """Passages that were taken out for good. The audit log doesn't say whose they were."""
    return read_as(
        Fact,
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key >= $since AND entry.at_key < $until AND entry.act = 'redacted'
        OPTIONAL MATCH (entry)-[:RECORDS]->(place:Community)
        WITH entry, place
        WHERE {{place is in the report}}
        RETURN 'redacted' AS act, '' AS reason, entry.at_key / 1000 AS at, null AS waited, false AS is_back,
               null AS appeal, [] AS people
        """,
        **asked,
    )


def _about_people(asked: dict[str, object]) -> tuple[Fact, ...]:
    """Warnings and silences."""
    return read_as(
        Fact,
        """
        MATCH (warning:Warning)-[:WARNS]->(person:Person)
        WHERE warning.at >= datetime($begins) AND warning.at < datetime($ends)
        OPTIONAL MATCH (warning)-[:DECIDED_IN]->(place:Community)
        WITH warning, person, place
        WHERE {{place is in the report}}
        RETURN 'warned' AS act, warning.reason AS reason, warning.at.epochMillis AS at, null AS waited,
               false AS is_back, null AS appeal, [person.id] AS people
        UNION ALL
        MATCH (silence:Silence)-[:SILENCES]->(person:Person)
        WHERE silence.at >= datetime($begins) AND silence.at < datetime($ends)
        OPTIONAL MATCH (silence)-[:DECIDED_IN]->(place:Community)
        WITH silence, person, place
        WHERE {{place is in the report}}
        RETURN 'silenced' AS act, silence.reason AS reason, silence.at.epochMillis AS at, null AS waited,
               coalesce(silence.appeal_state = 'granted', false) AS is_back, silence.appeal_state AS appeal,
               [person.id] AS people
        """,
        **asked,
    )


def _reported(asked: dict[str, object]) -> tuple[Fact, ...]:
    """Reports of texts that were decided. Nobody is named: reporters are confidential."""
    return read_as(
        Fact,
        """
        MATCH (report:Report)
        WHERE report.decided_key >= $since AND report.decided_key < $until AND report.state IN ['upheld', 'declined']
        OPTIONAL MATCH (taken:Takedown {about: report.about})
        WITH report, collect(taken)[0] AS notice
        OPTIONAL MATCH (post:Post {id: report.post})
        WITH report, notice, post, coalesce([(post)-[:IN]->(around:Community) | around][0],
             [(notice)-[:TAKEN_IN]->(taken_in:Community) | taken_in][0]) AS place
        WHERE (post IS NOT NULL OR notice IS NOT NULL) AND {{place is in the report}}
        RETURN 'reported' AS act, report.reason AS reason, report.decided_key / 1000 AS at,
               report.decided_key / 1000 - report.at.epochMillis AS waited,
               report.state = 'declined' AS is_back, null AS appeal, [] AS people
        """,
        **asked,
    )
