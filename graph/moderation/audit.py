"""The audit: who learnt a name, gave somebody a role or took it, and why. Nothing ever changes or removes an entry.

Each entry is written by the statement that does what it tells of. Coaches read what concerns their communities, admins
what concerns no hidden one; nobody reads here of a question that they cannot open, or that they asked themselves.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author, CommunityTag, author
from graph.driver import having, read, write
from graph.ids import PostId
from graph.viewers import Viewer

Act = Literal[
    "requested", "confirmed", "withdrawn", "made_coach", "stopped_coaching", "became_admin", "left", "came_back"
]

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Question:
    """The question whose asker's name it was about."""

    id: PostId
    title: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act. `by` is none where the operator acted by a command; `person` is whom it was done to, if anybody."""

    act: Act
    reason: str
    at: datetime
    by: Author | None
    person: Author | None
    question: Question | None
    community: CommunityTag | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A stretch of the audit, newest first, and the key from which an older one begins."""

    entries: tuple[Entry, ...]
    older: int | None


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a stretch of fifty entries that concern the viewer as a coach or an admin, from before this key."""
    rows = read(
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key < $before
        OPTIONAL MATCH (entry)-[:RECORDS]->(case:Unmasking)-[:UNMASKS]->(post:Post)
        OPTIONAL MATCH (entry)-[:RECORDS]->(direct:Community)
        OPTIONAL MATCH (post)-[:IN]->(around:Community)
        WITH entry, post, coalesce(direct, around) AS place
        WHERE post IS NULL OR (post.audience IN $audiences
            AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = $viewer })
        WITH entry, post, place,
             EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin } AS is_admin,
             // Where there is no place, a pattern that begins with it would match anything on ArcadeDB.
             EXISTS {
                 MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(coached:Community)
                 WHERE coached.id = place.id AND coaching.is_coach
             } AS is_coach
        WHERE is_coach OR (is_admin AND coalesce(place.visibility, 'public') <> 'hidden')
        RETURN entry.at_key AS key,
               entry.act AS act,
               coalesce(entry.reason, '') AS reason,
               entry.at AS at,
               [(entry)<-[:DID]-(one:Person) | {id: one.id, name: one.name}][0] AS by,
               [(entry)-[:RECORDS]->(one:Person) | {id: one.id, name: one.name}][0] AS person,
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
    older = rows[SHOWN - 1]["key"] if len(rows) > SHOWN else None
    entries = [
        Entry(
            **having(
                {name: value for name, value in row.items() if name != "key"},
                by=author(row["by"]),
                person=author(row["person"]),
                question=Question(**row["question"]) if row["question"] else None,
                community=CommunityTag(**row["community"]) if row["community"] else None,
            )
        )
        for row in rows[:SHOWN]
    ]
    return Page(entries=tuple(entries), older=older)


def put_in_order() -> None:
    """Give the entries of former versions the key by which the list is walked. Twice changes nothing."""
    write(
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key IS NULL
        SET entry.at_key = entry.at.epochMillis * 1000
        """
    )
