"""What was suggested for a goal when a worker last looked, so that its person hears of mentors who are new.

Pages compute suggestions when they are opened (`graph/pairing/mentors.py`): what is stored here may be a week old.
"""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock, viewers
from graph.driver import read, write
from graph.ids import GoalId, PersonId
from graph.pairing import mentors
from graph.pairing.mentors import Proposal
from graph.rows import read_as

EVERY = timedelta(days=7)
GOALS_PER_SWEEP = 200


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

    Nobody is while the goal has ended, its person has left, or a request for it is open.
    """
    owners = read_as(
        _Owner,
        """
        MATCH (goal:Goal {id: $goal})<-[:AIMS_AT]-(owner:Person)
        WHERE goal.state = 'open' AND owner.state = 'active'
        RETURN owner.id AS id,
               EXISTS { (goal)<-[:FOR]-(request:MentorRequest) WHERE request.state = 'open' } AS is_waiting
        """,
        goal=goal,
    )
    seeking = [one.id for one in owners if not one.is_waiting]
    _store(goal, mentors.suggest(goal, viewer=viewers.get(seeking[0])) if seeking else ())


def _store(goal: GoalId, found: tuple[Proposal, ...]) -> None:
    write(
        """
        MATCH (goal:Goal {id: $goal})
        SET goal.suggested_key = $key
        WITH goal
        OPTIONAL MATCH (goal)-[former:SUGGESTS]->(gone:Person)
            WHERE NOT gone.id IN $people
        DELETE former
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
