"""Whose turn it is: mentors who don't reply, leave or can't any more make room for the next one of a request."""

from datetime import timedelta

from graph import clock
from graph.driver import read, write
from graph.ids import MentorAskId, MentorRequestId
from graph.mentoring.offers import PLACES
from graph.mentoring.requests import REPLY_DAYS


def expire() -> tuple[MentorRequestId, ...]:
    """Close asks without a reply for three days, and return their requests."""
    now = clock.now()
    rows = write(
        """
        MATCH (ask:MentorAsk)-[:PART_OF]->(request:MentorRequest)
        WHERE ask.open_key < $oldest AND ask.state = 'asked'
        SET ask.state = 'expired', ask.changed_key = $key
        REMOVE ask.open_key
        RETURN DISTINCT request.id AS id
        """,
        oldest=clock.key(now - timedelta(days=REPLY_DAYS)),
        key=clock.key(now),
    )
    return tuple(row["id"] for row in rows)


def release() -> tuple[MentorRequestId, ...]:
    """Close asks whose mentor has left, paused, is full or now manages the learner, and return their requests.

    The same if the learner has left or no longer has the goal.
    """
    rows = write(
        """
        MATCH (ask:MentorAsk)-[:TO]->(mentor:Person)
        WHERE ask.open_key > 0
        MATCH (ask)-[:PART_OF]->(request:MentorRequest)<-[:SEEKS]-(learner:Person)
        MATCH (request)-[:FOR]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WITH ask, mentor, request, learner, goal, skill
        WHERE goal.state <> 'open' OR learner.state <> 'active' OR NOT {{mentor is able to mentor}}
        SET ask.state = 'skipped', ask.changed_key = $key
        REMOVE ask.open_key
        RETURN DISTINCT request.id AS id
        """,
        places=PLACES,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    return tuple(row["id"] for row in rows)


def stalled() -> tuple[MentorRequestId, ...]:
    """Return the open requests in which nobody is being asked."""
    rows = read(
        """
        MATCH (request:MentorRequest)
        WHERE request.open_key > 0
          AND NOT EXISTS { (request)<-[:PART_OF]-(ask:MentorAsk) WHERE ask.state = 'asked' }
        RETURN request.id AS id
        """
    )
    return tuple(row["id"] for row in rows)


def ask_next(id: MentorRequestId) -> None:
    """Ask the next person if nobody is being asked, and end the request if nobody is left. Twice asks nobody twice."""
    rows = read(
        """
        MATCH (request:MentorRequest {id: $id})<-[:PART_OF]-(ask:MentorAsk)-[:TO]->(mentor:Person)
        WHERE request.state = 'open' AND ask.state = 'waiting'
        MATCH (request)<-[:SEEKS]-(learner:Person)
        MATCH (request)-[:FOR]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        RETURN ask.id AS id,
               goal.state = 'open' AND learner.state = 'active' AND {{mentor is able to mentor}} AS is_able
        ORDER BY ask.rank
        """,
        id=id,
        places=PLACES,
        now=clock.now().isoformat(),
    )
    able = [MentorAskId(row["id"]) for row in rows if row["is_able"]]
    if able:
        _ask(able[0])
    else:
        _end(id)


def _ask(id: MentorAskId) -> None:
    now = clock.now()
    write(
        """
        MATCH (ask:MentorAsk {id: $id})-[:PART_OF]->(request:MentorRequest)
        // Writing before looking takes the lock: two workers must not ask two people.
        SET request.changed_key = $key
        WITH ask, request
        WHERE request.state = 'open' AND ask.state = 'waiting'
          AND NOT EXISTS { (request)<-[:PART_OF]-(other:MentorAsk) WHERE other.state = 'asked' }
        SET ask.state = 'asked', ask.open_key = $key, ask.asked_at = datetime($now), ask.changed_key = $key
        WITH ask, request
        MATCH (request)<-[:PART_OF]-(missed:MentorAsk)
        WHERE missed.state = 'waiting' AND missed.rank < ask.rank
        SET missed.state = 'skipped', missed.changed_key = $key
        """,
        id=id,
        key=clock.key(now),
        now=now.isoformat(),
    )


def _end(id: MentorRequestId) -> None:
    write(
        """
        MATCH (request:MentorRequest {id: $id})
        SET request.changed_key = $key
        WITH request
        WHERE request.state = 'open'
          AND NOT EXISTS { (request)<-[:PART_OF]-(other:MentorAsk) WHERE other.state = 'asked' }
        SET request.state = 'ended'
        REMOVE request.open_key
        WITH request
        MATCH (request)<-[:PART_OF]-(missed:MentorAsk)
        WHERE missed.state = 'waiting'
        SET missed.state = 'skipped', missed.changed_key = $key
        """,
        id=id,
        key=clock.key(clock.now()),
    )
