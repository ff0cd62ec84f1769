"""Why someone can't publish: a warning that they haven't read, or a silence that isn't over. Only they are told.

Or the post on which they write is locked, or only members post in the community, which everyone can see."""

from dataclasses import dataclass
from datetime import UTC, datetime

from graph import clock
from graph.driver import read
from graph.errors import Invalid
from graph.ids import AnswerId, CommentId, CommunityId, PersonId, PostId
from graph.rows import read_as
from graph.viewers import Viewer

READ_FIRST = "You have a warning to read before you can publish again. It is under “Warnings and silences”."

JOIN_FIRST = "Only members post in {name}. Join it to post there."
JOIN_AND_WAIT = (
    "Only members post in {name}. If you join now, others could guess who asked. Ask the whole company instead, or "
    "join and ask another day."
)


@dataclass(frozen=True, kw_only=True)
class _Hindrance:
    is_unread: bool
    ends_at: datetime | None
    community: str | None
    locked: str | None = None


def refuse_post(field: str, *, community: CommunityId | None, by: PersonId) -> None:
    """Raise `Invalid` for this field if the person may not publish in a community, or outside of them."""
    _refuse(
        field,
        read_as(
            _Hindrance,
            """
            MATCH (me:Person {id: $by})
            OPTIONAL MATCH (me)<-[:SILENCES]-(silence:Silence)
                WHERE silence.ends_at > datetime($now) AND (silence.place IS NULL OR silence.place = $community)
            RETURN EXISTS { (me)<-[:WARNS]-(unread:Warning) WHERE unread.read_at IS NULL } AS is_unread,
                   silence.ends_at AS ends_at,
                   [(silence)-[:DECIDED_IN]->(place:Community) | place.name][0] AS community
            ORDER BY ends_at DESC
            """,
            by=by,
            community=community,
            now=clock.now().isoformat(),
        ),
    )


def refuse_stranger(field: str, *, community: CommunityId | None, is_nameless: bool, by: PersonId) -> None:
    """Raise `Invalid` for this field if only members post in a public community, and the person isn't one.

    Someone who asks anonymously isn't told to join: everyone sees who has just become a member.
    """
    rows = read(
        """
        MATCH (community:Community {id: $community})
        WHERE community.visibility = 'public' AND community.archived_at IS NULL AND NOT {{community is open to posts}}
        RETURN community.name AS name
        """,
        community=community or "",
        by=by,
    )
    if rows:
        raise Invalid(**{field: (JOIN_AND_WAIT if is_nameless else JOIN_FIRST).format(name=rows[0]["name"])})


def refuse_addition(field: str, *, on: PostId | AnswerId | CommentId, by: Viewer) -> None:
    """Raise `Invalid` for this field if the person may not add to a text that they may see, or change what is on it."""
    _refuse(
        field,
        read_as(
            _Hindrance,
            """
            MATCH (me:Person {id: $by})
            OPTIONAL MATCH (direct:Post {id: $on})
            OPTIONAL MATCH (:Answer {id: $on})-[:ANSWERS]->(answered:Post)
            OPTIONAL MATCH (:Comment {id: $on})-[:ON]->(remarked)
            OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
            WITH me, coalesce(direct, answered, above, remarked) AS post
            WHERE {{post is open}}
            WITH me, [(post)-[:IN]->(around:Community) | around.id] AS places,
                 CASE WHEN post.locked_at IS NULL OR {{me is a keeper}} THEN null ELSE post.lock_reason END AS locked
            OPTIONAL MATCH (me)<-[:SILENCES]-(silence:Silence)
                WHERE silence.ends_at > datetime($now) AND (silence.place IS NULL OR silence.place IN places)
            RETURN EXISTS { (me)<-[:WARNS]-(unread:Warning) WHERE unread.read_at IS NULL } AS is_unread,
                   silence.ends_at AS ends_at,
                   [(silence)-[:DECIDED_IN]->(place:Community) | place.name][0] AS community,
                   locked
            ORDER BY ends_at DESC
            """,
            by=by.id,
            on=on,
            audiences=by.audiences,
            now=clock.now().isoformat(),
        ),
    )


def _refuse(field: str, found: tuple[_Hindrance, ...]) -> None:
    for one in found:
        if one.ends_at:
            raise Invalid(**{field: _sentence(one.ends_at, one.community)})
        if one.is_unread:
            raise Invalid(**{field: READ_FIRST})
        if one.locked:
            raise Invalid(**{field: f"This post is locked, so only coaches add to it: {one.locked}"})


def _sentence(ends_at: datetime, community: str | None) -> str:
    until = f"{ends_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    who, where = ("A coach", f"in {community}") if community else ("An admin", "on this site")
    return (
        f"{who} has silenced you {where} until {until}. You can read and report as before. "
        "Under “Warnings and silences” you see why, and can ask another coach or admin to look again."
    )
