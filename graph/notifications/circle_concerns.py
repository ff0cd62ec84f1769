"""What concerns people about circles: joining, places, the owner, meetings and the end. Nobody is named."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import CircleId
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_circle(id: CircleId, *, since: datetime) -> tuple[Concern, ...]:
    """Return what happened in a circle since then, and whom it concerns: never the one who did it."""
    return (*_on_people(id, since), *_on_everyone(id, since))


def changed_circles(*, since: datetime) -> tuple[CircleId, ...]:
    """Return the circles in which something happened since then."""
    rows = read(
        "MATCH (circle:Circle) WHERE circle.changed_key >= $since RETURN circle.id AS id", since=clock.key(since)
    )
    return tuple(CircleId(row["id"]) for row in rows)


def _on_people(id: CircleId, since: datetime) -> tuple[Concern, ...]:
    """Return what concerns one person: the owner whom someone joins, and who got a place, a circle, or was removed."""
    return read_as(
        Concern,
        """
        MATCH (circle:Circle {id: $id})
        WITH circle, COLLECT {
            MATCH (circle)<-[part:TAKES_PART_IN]-(member:Person)
            MATCH (circle)<-[leads:LEADS]-(owner:Person)
            WHERE owner.id <> member.id AND part.since_key > leads.since_key
            RETURN {what: 'circle_joined', person: owner.id, at: part.since_key} AS joined
        } + COLLECT {
            MATCH (circle)<-[part:TAKES_PART_IN]-(member:Person)
            WHERE part.is_moved_up
            RETURN {what: 'circle_place', person: member.id, at: part.since_key} AS moved
        } + COLLECT {
            MATCH (circle)<-[leads:LEADS]-(owner:Person)
            WHERE leads.is_inherited
            RETURN {what: 'circle_yours', person: owner.id, at: leads.since_key} AS inherited
        } + COLLECT {
            MATCH (circle)-[removed:REMOVED]->(member:Person)
            RETURN {what: 'circle_removed', person: member.id, at: removed.since_key} AS gone
        } AS found
        UNWIND found AS one
        MATCH (person:Person {id: one.person})
        WHERE one.at > $since AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'mentoring' AS kind, circle.id AS thing, null AS post, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )


def _on_everyone(id: CircleId, since: datetime) -> tuple[Concern, ...]:
    """Return what concerns everyone in it: meetings that were added, moved or cancelled or are near, and the end."""
    return read_as(
        Concern,
        """
        MATCH (circle:Circle {id: $id})
        WITH circle, [
            {what: 'circle_ended', by: coalesce(circle.ended_by, ''),
             at: CASE circle.state WHEN 'ended' THEN circle.ended_key END}
        ] + COLLECT {
            MATCH (circle)<-[:OF]-(meeting:CircleMeeting)
            WHERE meeting.what IS NOT NULL
            RETURN {what: 'circle_' + meeting.what, by: meeting.changed_by, at: meeting.changed_key} AS changed
        } + COLLECT {
            MATCH (circle)<-[:OF]-(meeting:CircleMeeting)
            WHERE meeting.state = 'agreed' AND meeting.soon_for = meeting.starts_at
            RETURN {what: 'circle_soon', by: '', at: meeting.soon_key} AS soon
        } AS found
        UNWIND found AS one
        MATCH (circle)<-[:LEADS|TAKES_PART_IN]-(person:Person)
        WHERE one.at > $since AND person.id <> one.by
          AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN DISTINCT 'mentoring' AS kind, circle.id AS thing, null AS post, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )
