"""The people in a circle: joining, waiting for a place, leaving and being removed. Only they see each other."""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.circles import circles
from graph.circles.circles import NOT_LED
from graph.driver import only, read, write
from graph.errors import Conflict, NotFound
from graph.ids import CircleId, PersonId
from graph.rows import read_as, write_as
from graph.viewers import Viewer

# Whether someone has a place now, or waits for one.
Place = Literal["member", "waiting"]

NOT_OPEN = NotFound("This circle doesn't exist, or you can't join it.")
FULL = Conflict("This circle is full. You can wait for a place.")


@dataclass(frozen=True, kw_only=True)
class Member:
    """Someone in a circle. `is_owner` says that they lead it."""

    person: Author
    headline: str
    is_owner: bool


@dataclass(frozen=True, kw_only=True)
class _Tried:
    place: Place | None


def of(id: CircleId, *, viewer: Viewer) -> tuple[Member, ...]:
    """Return the people in a circle of the viewer, the owner first and then by name. Empty for others."""
    found = read_as(
        Member,
        """
        MATCH (me:Person {id: $viewer})-[:LEADS|TAKES_PART_IN]->(circle:Circle)
        WHERE circle.id = $id
        WITH DISTINCT circle
        MATCH (circle)<-[tie:LEADS|TAKES_PART_IN]-(person:Person)
        WITH person, collect(type(tie)) AS ties
        RETURN {{person is named}} AS person,
               coalesce(person.headline, '') AS headline,
               'LEADS' IN ties AS is_owner
        """,
        viewer=viewer.id,
        id=id,
    )
    return tuple(sorted(found, key=lambda one: (not one.is_owner, one.person.name.casefold(), one.person.id)))


def join(id: CircleId, *, by: Viewer) -> None:
    """Take a place in a circle. Twice changes nothing.

    Raises `NotFound` for circles that the viewer can't join, and `Conflict` if no place is left.
    """
    if _try(id, by, waits=False) is None:
        raise FULL


def wait(id: CircleId, *, by: Viewer) -> Place:
    """Wait for a place in a circle, or take one if there is one. Twice changes nothing. Raises `NotFound` as `join`."""
    return _try(id, by, waits=True) or "waiting"


def leave(id: CircleId, *, by: Viewer) -> None:
    """Leave a circle, or stop waiting for a place. Twice changes nothing.

    If its owner leaves, a mentored circle ends, and a learning group goes to whoever has been in it longest.
    """
    rows = write(
        """
        MATCH (me:Person {id: $by})-[tie:LEADS|TAKES_PART_IN|WAITS_FOR]->(circle:Circle)
        WHERE circle.id = $id AND circle.state = 'running'
        SET circle.changed_key = $key
        WITH circle, tie, type(tie) AS kind
        FOREACH (_ IN CASE kind WHEN 'LEADS' THEN [] ELSE [1] END | DELETE tie)
        RETURN kind = 'LEADS' AND circle.form = 'mentored' AS is_mentor
        """,
        id=id,
        by=by.id,
        key=clock.key(clock.now()),
    )
    if any(row["is_mentor"] for row in rows):
        circles.end(id, by=by)
    settle(id)


def remove(person: PersonId, id: CircleId, *, by: Viewer) -> None:
    """Remove someone from a circle, so that they can't join it again. Only its owner may. Twice changes nothing.

    Raises `NotFound` for people who aren't in it, and for everyone else's circles.
    """
    rows = write(
        """
        MATCH (circle:Circle {id: $id})<-[:LEADS]-(me:Person)
        WHERE me.id = $by AND circle.state = 'running'
        MATCH (person:Person {id: $person})
        WHERE person.id <> $by
        SET circle.changed_key = $key
        WITH circle, person
        OPTIONAL MATCH (person)-[part:TAKES_PART_IN]->(circle)
        WITH circle, person, part
        WHERE part IS NOT NULL OR EXISTS { (circle)-[:REMOVED]->(out:Person) WHERE out.id = person.id }
        MERGE (circle)-[removed:REMOVED]->(person)
        ON CREATE SET removed.since_key = $key
        DELETE part
        RETURN DISTINCT circle.id AS id
        """,
        id=id,
        by=by.id,
        person=person,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_LED)
    settle(id)


def settle(id: CircleId) -> None:
    """Give a learning group without an owner to whoever has been in it longest, and free places to those who wait.

    Takes out people whose account is disabled. A learning group in which nobody is left ends. Twice changes nothing.
    """
    _let_go(id)
    _hand_over(id)
    _move_up(id)


def unsettled() -> tuple[CircleId, ...]:
    """Return the running circles that `settle` would change."""
    rows = read(
        """
        MATCH (circle:Circle {state: 'running'})
        WHERE EXISTS { (circle)<-[:LEADS|TAKES_PART_IN]-(gone:Person) WHERE gone.state <> 'active' }
           OR (circle.form = 'peer' AND NOT EXISTS {
               MATCH (circle)<-[:LEADS]-(owner:Person)-[:TAKES_PART_IN]->(same:Circle)
               WHERE same.id = circle.id
           })
           OR (EXISTS { (circle)<-[:WAITS_FOR]-(:Person) }
               AND COUNT { (circle)<-[:TAKES_PART_IN]-(:Person) } < circle.places)
        RETURN circle.id AS id
        """
    )
    return tuple(CircleId(row["id"]) for row in rows)


def _try(id: CircleId, by: Viewer, *, waits: bool) -> Place | None:
    found = write_as(
        _Tried,
        """
        MATCH (circle:Circle {id: $id})<-[:LEADS]-(owner:Person)
        MATCH (circle)-[:IN_SKILL]->(skill:Skill)
        MATCH (learner:Person {id: $by})
        // Writing before counting takes the lock: two people must not take the same place.
        SET circle.changed_key = $key
        WITH circle, owner, skill, learner,
             EXISTS { (learner)-[:TAKES_PART_IN]->(same:Circle) WHERE same.id = $id } AS is_in,
             COUNT { (circle)<-[:TAKES_PART_IN]-(:Person) } AS taken,
             COUNT { (circle)<-[:WAITS_FOR]-(other:Person) WHERE other.id <> $by } AS ahead
        WHERE {{skill is known}} AND {{circle is open to the learner}}
        WITH circle, learner, is_in, NOT is_in AND taken + ahead < circle.places AS is_free
        FOREACH (_ IN CASE WHEN is_free THEN [1] ELSE [] END |
            MERGE (learner)-[part:TAKES_PART_IN]->(circle)
            SET part.since_key = $key)
        FOREACH (_ IN CASE WHEN NOT is_in AND NOT is_free AND $waits THEN [1] ELSE [] END |
            MERGE (learner)-[wait:WAITS_FOR]->(circle)
            SET wait.since_key = coalesce(wait.since_key, $key))
        WITH circle, learner, is_in OR is_free AS is_in
        OPTIONAL MATCH (learner)-[waited:WAITS_FOR]->(circle)
        FOREACH (_ IN CASE WHEN is_in AND waited IS NOT NULL THEN [1] ELSE [] END | DELETE waited)
        RETURN CASE WHEN is_in THEN 'member' WHEN $waits THEN 'waiting' END AS place
        """,
        id=id,
        by=by.id,
        waits=waits,
        audiences=by.audiences,
        key=clock.key(clock.now()),
    )
    return only(found, otherwise=NOT_OPEN).place


def _let_go(id: CircleId) -> None:
    write(
        """
        MATCH (circle:Circle {id: $id})<-[tie:LEADS|TAKES_PART_IN|WAITS_FOR]-(gone:Person)
        WHERE gone.state <> 'active' AND circle.state = 'running' AND (type(tie) <> 'LEADS' OR circle.form = 'peer')
        SET circle.changed_key = $key
        DELETE tie
        """,
        id=id,
        key=clock.key(clock.now()),
    )


def _hand_over(id: CircleId) -> None:
    """Make sure that the owner of a learning group is in it."""
    now = clock.now()
    write(
        """
        MATCH (circle:Circle {id: $id, form: 'peer'})
        SET circle.changed_key = $key
        WITH circle
        WHERE circle.state = 'running' AND NOT EXISTS {
            MATCH (circle)<-[:LEADS]-(owner:Person)-[:TAKES_PART_IN]->(same:Circle) WHERE same.id = $id
        }
        OPTIONAL MATCH (circle)<-[former:LEADS]-(:Person)
        DELETE former
        WITH DISTINCT circle
        OPTIONAL MATCH (circle)<-[part:TAKES_PART_IN]-(member:Person)
        WITH circle, member, part
        ORDER BY part.since_key, member.id
        WITH circle, collect(member)[0] AS next
        FOREACH (_ IN CASE WHEN next IS NULL THEN [] ELSE [1] END |
            MERGE (next)-[leads:LEADS]->(circle)
            SET leads.since_key = $key, leads.is_inherited = true)
        SET circle.state = CASE WHEN next IS NULL THEN 'ended' ELSE circle.state END,
            circle.ended_key = CASE WHEN next IS NULL THEN $key END
        """,
        id=id,
        key=clock.key(now),
    )


def _move_up(id: CircleId) -> None:
    """Give each free place to the person who has waited longest. People who can't join any more no longer wait."""
    write(
        """
        MATCH (circle:Circle {id: $id})<-[:LEADS]-(owner:Person)
        SET circle.changed_key = $key
        WITH circle, owner
        WITH circle, owner, circle.places - COUNT { (circle)<-[:TAKES_PART_IN]-(:Person) } AS free
        MATCH (circle)<-[wait:WAITS_FOR]-(learner:Person)
        WITH circle, free, learner.id AS id, wait.since_key AS since, {{circle is open to the learner}} AS may_join
        ORDER BY since, id
        WITH circle, free, collect({id: id, may_join: may_join}) AS waiting
        WITH circle, [one IN waiting WHERE one.may_join | one.id][0 .. free] AS next,
             [one IN waiting WHERE NOT one.may_join | one.id] AS gone
        UNWIND next + gone AS id
        MATCH (person:Person {id: id})-[wait:WAITS_FOR]->(circle)
        FOREACH (_ IN CASE WHEN id IN next THEN [1] ELSE [] END |
            MERGE (person)-[part:TAKES_PART_IN]->(circle)
            SET part.since_key = $key, part.is_moved_up = true)
        DELETE wait
        """,
        id=id,
        key=clock.key(clock.now()),
    )
