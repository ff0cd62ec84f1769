"""Locks: pairs that a coach keeps, whatever the next preview would give."""

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import MentoringRoundId, PersonId
from graph.rounds import proposals, rounds
from graph.rounds.proposals import CAN_BE_LOCKED
from graph.rounds.rounds import COACHES_ONLY
from graph.viewers import Viewer


def lock(id: MentoringRoundId, learner: PersonId, *, by: Viewer) -> None:
    """Keep a proposed pair whatever else changes, and want a new preview. Raises `NotFound` if nobody proposes it.

    Raises `Forbidden` for everyone but coaches, and once the pairs are published.
    """
    rounds.led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        MATCH (learner:Person {id: $learner})<-[:FOR]-(pair:RoundPair)-[:WITH]->(mentor:Person)
        WHERE pair.key = $pair AND pair.lacking IN $can_be_locked
        MERGE (round)-[lock:LOCKS]->(learner)
        SET lock.mentor = mentor.id, round.pool_key = $key, round.wanted_key = $key
        RETURN round.id AS id
        """,
        id=id,
        learner=learner,
        pair=proposals.key(id, learner),
        can_be_locked=["", *CAN_BE_LOCKED],
        viewer=by.id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NotFound("This pair is not part of the preview, or the pairs are published."))


def unlock(id: MentoringRoundId, learner: PersonId, *, by: Viewer) -> None:
    """Let a pair be changed again, and want a new preview. Twice changes nothing. Raises `Forbidden` as `lock` does."""
    rounds.led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        SET round.pool_key = $key, round.wanted_key = $key
        WITH round
        OPTIONAL MATCH (round)-[lock:LOCKS]->(:Person {id: $learner})
        DELETE lock
        RETURN DISTINCT round.id AS id
        """,
        id=id,
        learner=learner,
        viewer=by.id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=COACHES_ONLY)
