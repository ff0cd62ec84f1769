"""What concerns people about a mentoring round: members can join it, its coaches can pair them, nobody was found."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import MentoringRoundId
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_round(id: MentoringRoundId, *, since: datetime) -> tuple[Concern, ...]:
    """Return whom a round concerns since then.

    Members hear that they can join, and shortly before they no longer can, unless they have joined. Coaches hear that
    the last day is over, and learners that the pairs are published without one for them.
    """
    return read_as(
        Concern,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WITH round, community, COLLECT {
            MATCH (community)<-[member:MEMBER_OF]-(person:Person)
            WHERE round.state = 'open' AND NOT EXISTS { (person)-[:JOINS]->(joined:MentoringRound)
                                                        WHERE joined.id = round.id }
            UNWIND [{what: 'round_opened', at: round.opened_key}, {what: 'round_closing', at: round.closing_key}] AS one
            RETURN {what: one.what, person: person.id, at: one.at} AS invited
        } + COLLECT {
            MATCH (community)<-[member:MEMBER_OF]-(coach:Person)
            WHERE round.state = 'closed' AND member.is_coach
            RETURN {what: 'round_closed', person: coach.id, at: round.over_key} AS over
        } + COLLECT {
            MATCH (learner:Person)-[joins:JOINS]->(round)
            WHERE round.state = 'published' AND joins.learns AND NOT EXISTS {
                MATCH (learner)-[:LEARNS_IN]->(:Mentorship)-[:CAME_OF]->(origin:MentoringRound)
                WHERE origin.id = round.id
            }
            RETURN {what: 'round_alone', person: learner.id, at: round.published_at.epochMillis * 1000} AS alone
        } AS found
        UNWIND found AS one
        MATCH (person:Person {id: one.person})
        WHERE one.at > $since AND person.state = 'active' AND person.password_hash IS NOT NULL
          AND EXISTS { MATCH (person)-[:MEMBER_OF]->(still:Community) WHERE still.id = community.id }
        RETURN 'membership' AS kind, round.id AS thing, null AS post, community.id AS place, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )


def changed_rounds(*, since: datetime) -> tuple[MentoringRoundId, ...]:
    """Return the rounds of which something was to be told since then."""
    rows = read(
        "MATCH (round:MentoringRound) WHERE round.told_key >= $since RETURN round.id AS id", since=clock.key(since)
    )
    return tuple(MentoringRoundId(row["id"]) for row in rows)
