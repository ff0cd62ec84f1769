"""What was suggested for a goal when a worker last looked, so that its person hears of mentors who are new.

Pages compute suggestions when they are opened (`graph/pairing/mentors.py`): what is stored here may be a week old.
Someone who is no longer suggested has no rank, and is kept so that they aren't new a second time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from graph import clock, viewers
from graph.cards import Author
from graph.driver import read, write
from graph.ids import GoalId, PersonId
from graph.pairing import mentors
from graph.pairing.mentors import Proposal
from graph.rows import read_as
from graph.viewers import Viewer

EVERY = timedelta(days=7)
GOALS_PER_SWEEP = 200


@dataclass(frozen=True, kw_only=True)
class New:
    """Someone who was suggested for a goal for the first time within a week, and can be asked now.

    `key` is that moment, in microseconds since 1970.
    """

    goal: GoalId
    person: Author
    key: int


@dataclass(frozen=True, kw_only=True)
class _Owner:
    id: PersonId
    is_waiting: bool


def due() -> tuple[GoalId, ...]:
    """Return the open goals that nobody looked at for a week, those that wait longest first, at most 200."""
    rows = read(
        """
        MATCH (goal:Goal)
        WHERE goal.state = 'open' AND coalesce(goal.suggested_key, 0) < $before
        RETURN goal.id AS id, coalesce(goal.suggested_key, 0) AS key
        ORDER BY key
        LIMIT $limit
        """,
        before=clock.key(clock.now() - EVERY),
        limit=GOALS_PER_SWEEP,
    )
    return tuple(row["id"] for row in rows)


def note(goal: GoalId) -> None:
    """Store who is suggested for a goal now. Those who were suggested before keep the date at which they first were.

    Nobody is while the goal has ended, its person has left, a request for it is open, or they have a mentor for it.
    """
    owners = read_as(
        _Owner,
        """
        MATCH (goal:Goal {id: $goal})<-[:AIMS_AT]-(owner:Person)
        WHERE goal.state = 'open' AND owner.state = 'active'
        RETURN owner.id AS id,
               EXISTS { (goal)<-[:FOR]-(request:MentorRequest) WHERE request.state = 'open' }
                   OR EXISTS { (goal)<-[:SERVES]-(running:Mentorship) WHERE running.state = 'running' } AS is_waiting
        """,
        goal=goal,
    )
    seeking = [one.id for one in owners if not one.is_waiting]
    _store(goal, mentors.suggest(goal, viewer=viewers.get(seeking[0])) if seeking else ())


def new(goal: GoalId | None = None, *, viewer: Viewer) -> tuple[New, ...]:
    """Return whom the worker suggested for the first time within a week, for this goal or all open ones of the viewer.

    Those who can't be asked any more are left out, and so are all while the viewer asks for a mentor or has one.
    """
    found = read_as(
        New,
        """
        MATCH (me:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE goal.state = 'open' AND ($goal IS NULL OR goal.id = $goal) AND {{skill is known}}
          AND NOT EXISTS { (goal)<-[:FOR]-(request:MentorRequest) WHERE request.state = 'open' }
          AND NOT EXISTS { (goal)<-[:SERVES]-(running:Mentorship) WHERE running.state = 'running' }
        MATCH (goal)-[suggests:SUGGESTS]->(person:Person)
        WHERE suggests.rank > 0 AND suggests.key > $since AND {{person is listed}}
        RETURN goal.id AS goal, {{person is named}} AS person, suggests.key AS key
        ORDER BY goal, suggests.rank
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        goal=goal,
        since=clock.key(clock.now() - EVERY),
    )
    return tuple(_still_able(found, viewer))


def changed(*, since: datetime) -> tuple[GoalId, ...]:
    """Return the goals for which a worker has looked since then."""
    rows = read("MATCH (goal:Goal) WHERE goal.suggested_key >= $since RETURN goal.id AS id", since=clock.key(since))
    return tuple(row["id"] for row in rows)


def _still_able(found: Iterable[New], viewer: Viewer) -> Iterator[New]:
    for goal, people in groupby(found, key=lambda one: one.goal):
        able = set(mentors.able(goal, viewer=viewer))
        yield from (one for one in people if one.person.id in able)


def _store(goal: GoalId, found: tuple[Proposal, ...]) -> None:
    write(
        """
        MATCH (goal:Goal {id: $goal})
        SET goal.suggested_key = $key
        WITH goal
        OPTIONAL MATCH (goal)-[former:SUGGESTS]->(gone:Person)
            WHERE NOT gone.id IN $people
        REMOVE former.rank
        WITH DISTINCT goal
        UNWIND range(1, size($people)) AS rank
        MATCH (person:Person {id: $people[rank - 1]})
        MERGE (goal)-[suggests:SUGGESTS]->(person)
        ON CREATE SET suggests.key = $key
        SET suggests.rank = rank, suggests.why = $reasons[rank - 1], suggests.share = $shares[rank - 1]
        """,
        goal=goal,
        people=[one.id for one in found],
        reasons=[one.reasons[0].kind for one in found],
        shares=[one.reasons[0].share for one in found],
        key=clock.key(clock.now()),
    )
