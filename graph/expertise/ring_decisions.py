"""What coaches decide about rings: to leave them for half a year, or that their confirmations don't count.

Admins and site-wide coaches decide, and coaches of a community of which all of the ring are members. Nobody decides
about themselves or, unless they are an admin, about other leaders or their own line of managers. The audit log records
each decision.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations
from typing import LiteralString

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, write
from graph.errors import NotFound
from graph.expertise import endorsement_worth
from graph.ids import PersonId, SkillSlug, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

LEFT_FOR = timedelta(days=180)
# Deciding wrongly is put right whenever someone notices. Leaving is undone in the queue only.
MOST = 200

NOT_YOURS = NotFound("These confirmations no longer wait, or it isn't for you to decide about them.")

# Of the ring `ring` and the person `me`: whether it is for them to decide.
_MINE: LiteralString = """
    WITH me, ring, [(ring)-[:JOINS]->(person:Person) | person] AS people,
         [(me)-[coaching:MEMBER_OF]->(led:Community) WHERE coaching.is_coach | led.id] AS led
    WHERE ALL(person IN people WHERE {{person is within reach}})
      AND ({{me is an admin}} OR {{me is a site coach}} OR ANY(place IN led WHERE ALL(person IN people WHERE EXISTS {
          (person)-[:MEMBER_OF]->(around:Community) WHERE around.id = place
      })))
    """

# The confirmations between the people of `ring` that everyone may see, in its skill.
_BETWEEN: LiteralString = """COLLECT {
        MATCH (ring)-[:IN_SKILL]->(about:Skill)<-[:IN_SKILL]-(given:Proof)<-[:ENDORSED]-(giver:Person)
        WHERE given.state = 'given' AND giver.id IN ring.people
        MATCH (given)<-[:SHOWED]-(shown:Person)
        WHERE shown.id IN ring.people
        RETURN given
    }"""


@dataclass(frozen=True, kw_only=True)
class WaitingRing:
    """A ring that waits for a decision. `share` is how much of its people's evidence rests on it, from 0 to 1."""

    id: str
    skill: SkillTag
    people: tuple[Author, ...]
    share: float
    since: datetime


@dataclass(frozen=True, kw_only=True)
class _Discounted:
    id: str


def waiting(*, viewer: Viewer) -> tuple[WaitingRing, ...]:
    """Return the rings that wait for this coach or admin, in any order. Nobody who is in one sees it."""
    return read_as(
        WaitingRing,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (ring:EndorsementRing)
        WHERE ring.open_key > 0
        """
        + _MINE
        + """
        MATCH (ring)-[:IN_SKILL]->(skill:Skill)
        WHERE {{skill is known}}
        WITH ring, skill, people,
             reduce(sum = 0.0, given IN """
        + _BETWEEN
        + """ | sum + coalesce(given.weight, 0.0)) AS own,
             reduce(sum = 0.0, one IN COLLECT {
                 MATCH (ring)-[:JOINS]->(known:Person)-[knows:KNOWS]->(same:Skill)
                 WHERE same.slug = skill.slug AND {{knows is shown to everyone}} AND {{known is listed}}
                 RETURN knows.weight AS weight
             } | sum + one) AS whole
        RETURN ring.id AS id, {slug: skill.slug, name: skill.name} AS skill,
               [person IN people | {{person is named}}] AS people,
               CASE WHEN whole > own THEN own / whole ELSE 1.0 END AS share, ring.since AS since
        LIMIT $most
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        everyone=EVERYONE,
        most=MOST,
    )


def leave(id: str, *, by: Viewer) -> None:
    """Leave a ring, and each smaller one of its people, for 180 days. Raises `NotFound` for others and twice."""
    _decide(id, "left_confirmations", by=by)


def discount(id: str, *, by: Viewer) -> tuple[PersonId, ...]:
    """Let the confirmations between the people of a ring count for nothing, and return the people, who are told.

    Raises `NotFound` for everyone who may not decide, and twice.
    """
    return _decide(id, "discounted_confirmations", by=by)


def count_again(id: str, *, by: Viewer) -> tuple[PersonId, ...]:
    """Take back what was decided about a ring, which waits again if it is still one. Return the people.

    Raises `NotFound` for everyone who may not decide, and if nothing was decided.
    """
    return _decide(id, "counted_confirmations", by=by)


def discounted(person: PersonId, skill: SkillSlug, *, viewer: Viewer) -> str | None:
    """Return the ring of this person for which the viewer may take back that confirmations don't count, if any."""
    rows = read_as(
        _Discounted,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (ring:EndorsementRing)-[:JOINS]->(one:Person {id: $person})
        WHERE ring.act = 'discounted_confirmations' AND EXISTS {
            (ring)-[:IN_SKILL]->(about:Skill) WHERE about.slug = $skill
        }
        """
        + _MINE
        + "RETURN ring.id AS id LIMIT 1",
        person=person,
        skill=skill,
        viewer=viewer.id,
    )
    return rows[0].id if rows else None


def _decide(id: str, act: str, *, by: Viewer) -> tuple[PersonId, ...]:
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $viewer})
        WHERE me.state = 'active'
        MATCH (ring:EndorsementRing {id: $id})
        // Writing before looking takes the lock: of two coaches, one decides.
        SET ring.lock = $entry
        """
        + _MINE
        + """
          AND CASE $act WHEN 'counted_confirmations' THEN ring.act IS NOT NULL ELSE ring.open_key > 0 END
        WITH me, ring, people, """
        + _BETWEEN
        + """ AS given
        FOREACH (one IN CASE $act WHEN 'left_confirmations' THEN [] ELSE given END |
            SET one.is_discounted = ($act = 'discounted_confirmations'), one.discounted_at = datetime($now))
        SET ring.until = CASE $act WHEN 'left_confirmations' THEN datetime($until) END,
            ring.act = CASE $act WHEN 'counted_confirmations' THEN null ELSE $act END,
            ring.open_key = CASE $act WHEN 'counted_confirmations' THEN $key ELSE null END
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (person IN people | SET person.changed_key = $key CREATE (entry)-[:RECORDS]->(person))
        RETURN [person IN people | person.id] AS people
        """,
        id=id,
        act=act,
        viewer=by.id,
        entry=new_id(),
        now=now.isoformat(),
        until=(now + LEFT_FOR).isoformat(),
        key=clock.key(now),
    )
    people = tuple(PersonId(one) for one in only(rows, otherwise=NOT_YOURS)["people"])
    endorsement_worth.settle(list(permutations(people, 2)))
    return people
