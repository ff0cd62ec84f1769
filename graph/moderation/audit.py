"""The audit log: who revealed an asker, changed a role, recorded that someone left or handled a report, and why.

Nothing ever changes or removes an entry, and the statement that does what an entry records writes the entry too.
Coaches read what concerns their communities, admins everything except what concerns hidden communities. Reasons may
quote what only members can read, so those of a private community are for its members. Nobody reads entries about a
question that they may not see, or that they asked themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from graph import clock
from graph.cards import Author, CommunityTag
from graph.driver import read, write
from graph.ids import PostId
from graph.rows import read_as
from graph.viewers import Viewer

AuditedAct = Literal[
    "added_word",
    "allowed_secret",
    "approved_post",
    "archived",
    "became_admin",
    "began_campaign",
    "called_in",
    "came_back",
    "changed_address",
    "changed_approval",
    "changed_campaign",
    "changed_context",
    "changed_logo",
    "changed_manager",
    "changed_reason",
    "changed_sections",
    "closed_question",
    "closed_report",
    "confirmed",
    "counted_confirmations",
    "declined_post",
    "declined_report",
    "declined_report_of_person",
    "described_community",
    "discounted_confirmations",
    "dismissed_coach",
    "ended_campaign",
    "ended_context",
    "ended_sessions",
    "ended_silence",
    "ended_wiki",
    "held_trust",
    "imported_words",
    "invited",
    "kept_silence",
    "kept_suspension",
    "left",
    "left_confirmations",
    "lifted_suspension",
    "locked_post",
    "made_admin",
    "made_coach",
    "made_hidden",
    "made_password_link",
    "made_private",
    "made_public",
    "made_site_coach",
    "made_wiki",
    "marked_machine",
    "merged_questions",
    "pinned",
    "published_round",
    "put_back",
    "redacted",
    "refused_appeal",
    "removed_logo",
    "removed_member",
    "removed_word",
    "renamed_site",
    "reopened",
    "reopened_question",
    "reopened_report",
    "reopened_secret",
    "requested",
    "seen_report",
    "silenced",
    "split_off_answer",
    "stepped_back",
    "stopped_coaching",
    "suspended",
    "switched_trust_off",
    "switched_trust_on",
    "took_back_invitation",
    "took_down",
    "undid_round",
    "unlocked_post",
    "unmade_admin",
    "unmade_site_coach",
    "unmarked_machine",
    "unpinned",
    "upheld_report_of_person",
    "warned",
    "withdrawn",
    "wrote_context",
]

SHOWN = 50
READ_AT_ONCE = 1_000
# So many entries are looked at in one statement, whoever may read them.
LOOKED_AT = 250

# As a difference of keys.
DAY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, kw_only=True)
class RevealedQuestion:
    """The question whose asker the entry is about."""

    id: PostId
    title: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act. `by` is `None` if the operator acted by a command; `person` is the person it affects, if any.

    `key` is where the list goes on after it.
    """

    key: int
    act: AuditedAct
    reason: str
    at: datetime
    by: Author | None
    person: Author | None
    question: RevealedQuestion | None
    community: CommunityTag | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries to list: those with all of this. `person` is a part of the name of who did it or whom it affects.

    Both days are included, and begin at midnight in UTC.
    """

    act: AuditedAct | None = None
    person: str = ""
    community: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def since(self) -> int:
        """The key of the first moment."""
        return _midnight(self.first_day) if self.first_day else 0

    @property
    def until(self) -> int:
        """The key before which all of them are."""
        return _midnight(self.last_day) + DAY if self.last_day else clock.FAR_FUTURE


EVERYTHING = Wanted()


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """A page of the audit log, newest first, and the key before which the next one begins, if there is one."""

    entries: tuple[Entry, ...]
    older: int | None


def listed(wanted: Wanted = EVERYTHING, *, viewer: Viewer, before: int = clock.FAR_FUTURE) -> AuditPage:
    """Return fifty entries before this key that the viewer may read as a coach or an admin, newest first."""
    found = _page(wanted, before=before, limit=SHOWN + 1, viewer=viewer)
    older = found[SHOWN - 1].key if len(found) > SHOWN else None
    return AuditPage(entries=found[:SHOWN], older=older)


def everything(wanted: Wanted, *, viewer: Viewer) -> Iterator[Entry]:
    """Return all entries that the viewer may read, newest first."""
    before: int | None = clock.FAR_FUTURE
    while before is not None:
        found = _page(wanted, before=before, limit=READ_AT_ONCE, viewer=viewer)
        yield from found
        before = found[-1].key if len(found) == READ_AT_ONCE else None


def places(*, viewer: Viewer) -> tuple[CommunityTag, ...]:
    """Return the communities whose entries the viewer may read, by name."""
    return read_as(
        CommunityTag,
        """
        MATCH (place:Community)
        WHERE EXISTS {
                MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(coached:Community)
                WHERE coached.id = place.id AND coaching.is_coach
            }
           OR ({{viewer is the admin}} AND place.visibility <> 'hidden')
        RETURN place.id AS id, place.slug AS slug, place.name AS name
        ORDER BY toLower(name), id
        """,
        viewer=viewer.id,
    )


def put_in_order() -> None:
    """Give entries from earlier versions of Guildhall the key that orders the list. Twice changes nothing."""
    write(
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key IS NULL
        SET entry.at_key = entry.at.epochMillis * 1000
        """
    )


def _page(wanted: Wanted, *, before: int, limit: int, viewer: Viewer) -> tuple[Entry, ...]:
    before, found = min(before, wanted.until), list[Entry]()
    while before > wanted.since and len(found) < limit:
        since = _start(wanted, before)
        found += _between(since, before, wanted, viewer=viewer)
        before = since
    return tuple(found[:limit])


def _start(wanted: Wanted, before: int) -> int:
    """Return the key of the 250th entry before this one, so that no statement looks at a long log as a whole."""
    rows = read(
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key < $before AND entry.at_key >= $since
        RETURN entry.at_key AS key
        ORDER BY key DESC
        SKIP $skip
        LIMIT 1
        """,
        before=before,
        since=wanted.since,
        skip=LOOKED_AT - 1,
    )
    return rows[0]["key"] if rows else wanted.since


def _between(since: int, before: int, wanted: Wanted, *, viewer: Viewer) -> tuple[Entry, ...]:
    return read_as(
        Entry,
        """
        MATCH (me:Person {id: $viewer})
        WITH {{me is an admin}} AS is_admin, {{me is leading}} AS coached
        WHERE is_admin OR size(coached) > 0
        MATCH (entry:AuditEntry)
        WHERE entry.at_key < $before AND entry.at_key >= $since AND ($act IS NULL OR entry.act = $act)
          AND ($person = '' OR EXISTS {
              MATCH (entry)-[:DID|RECORDS]-(one:Person) WHERE toLower(one.name) CONTAINS $person
          })
        OPTIONAL MATCH (entry)-[:RECORDS]->(request:Unmasking)
        OPTIONAL MATCH (request)-[:UNMASKS]->(post:Post)
        OPTIONAL MATCH (entry)-[:RECORDS]->(direct:Community)
        OPTIONAL MATCH (post)-[:IN]->(around:Community)
        WITH is_admin, coached, entry, request, post, coalesce(direct, around) AS place
        // Of a question that is gone, nobody knows who could see it.
        WHERE (request IS NULL OR ({{post is open}}
            AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = $viewer }))
          // Nobody learns that they were reported, or looked at and left.
          AND NOT ((entry.act ENDS WITH '_report_of_person' OR entry.act = 'left_confirmations')
                   AND $viewer IN [(entry)-[:RECORDS]->(reported:Person) | reported.id])
          // The two of a mentorship don't learn that a coach looks after a report of it.
          AND NOT $viewer IN [(entry)-[:RECORDS]->(report:MentoringReport)-[:OF]->(mentorship:Mentorship)
                                  <-[:MENTORS_IN|LEARNS_IN]-(inside:Person) | inside.id]
          AND (place.id IN coached OR (is_admin AND coalesce(place.visibility, 'public') <> 'hidden'))
          AND ($community IS NULL OR place.slug = $community)
        RETURN entry.at_key AS key,
               entry.act AS act,
               CASE WHEN place IS NULL OR {{place is open to the viewer}} THEN coalesce(entry.reason, '') ELSE '' END
                   AS reason,
               entry.at AS at,
               [(entry)<-[:DID]-(one:Person) | {{one is named}}][0] AS by,
               [(entry)-[:RECORDS]->(one:Person) | {{one is named}}][0] AS person,
               CASE WHEN post IS NOT NULL THEN {id: post.id, title: post.title} END AS question,
               CASE WHEN place IS NOT NULL THEN {{place is tagged}} END AS community
        ORDER BY key DESC
        """,
        before=before,
        since=since,
        act=wanted.act,
        person=wanted.person.strip().lower(),
        community=wanted.community,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )


def _midnight(day: date) -> int:
    return clock.key(datetime.fromisoformat(clock.midnight(day)))
