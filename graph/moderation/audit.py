"""The audit log: who revealed an asker, changed a role, recorded that someone left or handled a report, and why.

Nothing ever changes or removes an entry, and the statement that does what an entry records writes the entry too.
Coaches read what concerns their communities, admins everything except what concerns hidden communities. Nobody reads
entries about a question that they may not see, or that they asked themselves.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author, CommunityTag
from graph.driver import write
from graph.ids import PostId
from graph.rows import read_as
from graph.viewers import Viewer

AuditedAct = Literal[
    "became_admin",
    "came_back",
    "changed_address",
    "changed_logo",
    "changed_manager",
    "closed_report",
    "confirmed",
    "declined_report",
    "described_community",
    "dismissed_coach",
    "ended_sessions",
    "invited",
    "left",
    "made_admin",
    "made_coach",
    "made_password_link",
    "published_round",
    "put_back",
    "removed_logo",
    "removed_member",
    "renamed_site",
    "requested",
    "seen_report",
    "stepped_back",
    "stopped_coaching",
    "took_back_invitation",
    "took_down",
    "undid_round",
    "unmade_admin",
    "withdrawn",
]

# What people can see that was done to their own account.
DONE_TO_ACCOUNTS: tuple[AuditedAct, ...] = (
    "came_back",
    "changed_address",
    "changed_manager",
    "ended_sessions",
    "left",
    "made_admin",
    "made_password_link",
    "unmade_admin",
)

SHOWN = 50
SHOWN_OF_ACCOUNT = 10


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
class AccountEntry:
    """Something that was done to the viewer's account. `by` is `None` if the operator did it by a command."""

    act: AuditedAct
    at: datetime
    by: Author | None


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """A page of the audit log, newest first, and the key before which the next one begins, if there is one."""

    entries: tuple[Entry, ...]
    older: int | None


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> AuditPage:
    """Return fifty entries before this key that the viewer may read as a coach or an admin, newest first."""
    found = read_as(
        Entry,
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key < $before
        OPTIONAL MATCH (entry)-[:RECORDS]->(case:Unmasking)-[:UNMASKS]->(post:Post)
        OPTIONAL MATCH (entry)-[:RECORDS]->(direct:Community)
        OPTIONAL MATCH (post)-[:IN]->(around:Community)
        WITH entry, post, coalesce(direct, around) AS place
        WHERE (post IS NULL OR ({{post is open}}
            AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = $viewer }))
          // The two of a mentorship don't learn that a coach looks after a report of it.
          AND NOT $viewer IN [(entry)-[:RECORDS]->(report:MentoringReport)-[:OF]->(mentorship:Mentorship)
                                  <-[:MENTORS_IN|LEARNS_IN]-(inside:Person) | inside.id]
        WITH entry, post, place,
             {{viewer is the admin}} AS is_admin,
             // If there is no place, a pattern that begins with it would match anything on ArcadeDB.
             EXISTS {
                 MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(coached:Community)
                 WHERE coached.id = place.id AND coaching.is_coach
             } AS is_coach
        WHERE is_coach OR (is_admin AND coalesce(place.visibility, 'public') <> 'hidden')
        RETURN entry.at_key AS key,
               entry.act AS act,
               coalesce(entry.reason, '') AS reason,
               entry.at AS at,
               [(entry)<-[:DID]-(one:Person) | {{one is named}}][0] AS by,
               [(entry)-[:RECORDS]->(one:Person) | {{one is named}}][0] AS person,
               CASE WHEN post IS NOT NULL THEN {id: post.id, title: post.title} END AS question,
               CASE WHEN place IS NOT NULL THEN {id: place.id, slug: place.slug, name: place.name} END AS community
        ORDER BY key DESC
        LIMIT $limit
        """,
        before=before,
        audiences=viewer.audiences,
        viewer=viewer.id,
        limit=SHOWN + 1,
    )
    older = found[SHOWN - 1].key if len(found) > SHOWN else None
    return AuditPage(entries=found[:SHOWN], older=older)


def on_account(*, viewer: Viewer) -> tuple[AccountEntry, ...]:
    """Return the last ten things that admins, or the operator, did to the viewer's own account, newest first."""
    return read_as(
        AccountEntry,
        """
        MATCH (:Person {id: $viewer})<-[:RECORDS]-(entry:AuditEntry)
        WHERE entry.act IN $acts
        RETURN entry.act AS act,
               entry.at AS at,
               [(entry)<-[:DID]-(one:Person) | {{one is named}}][0] AS by
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        acts=list(DONE_TO_ACCOUNTS),
        limit=SHOWN_OF_ACCOUNT,
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
