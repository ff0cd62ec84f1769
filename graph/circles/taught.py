"""Circles as evidence: one that has ended and helped at least three learners shows that its mentor knows the skill.

As with mentorships (graph/mentoring/taught.py), the trace names nobody: it is "taught to a colleague".
"""

from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.expertise import evidence
from graph.ids import CircleId
from graph.mentoring.taught import WORTH
from graph.viewers import EVERYONE

# With fewer, the evidence would show what one of them said.
LEAST_HELPED = 3


def count(id: CircleId) -> None:
    """Count what the learners said of a circle for its mentor. Twice changes nothing; a changed mind changes it.

    It must have met. Skills that not everyone may know of don't count, because the evidence would show them.
    """
    rows = write(
        """
        MATCH (circle:Circle {id: $id, form: 'mentored', state: 'ended'})<-[:LEADS]-(mentor:Person)
        MATCH (circle)-[:IN_SKILL]->(skill:Skill)
        WHERE $everyone IN skill.audiences
          AND EXISTS {
              MATCH (circle)<-[:OF]-(met:CircleMeeting)
              WHERE met.state = 'agreed' AND met.starts_at < datetime($now)
          }
        OPTIONAL MATCH (circle)<-[:TAKES_PART_IN]-(learner:Person)-[:SAID]->(said:MentoringFeedback)
            WHERE said.helped = 'yes' AND said.key = learner.id + ' ' + $id
        WITH circle, mentor, skill, count(DISTINCT learner) AS helped
        OPTIONAL MATCH (former:Proof {id: $id + ' ' + skill.slug})
        WITH circle, mentor, skill, helped, former
        WHERE helped >= $least OR former IS NOT NULL
        MERGE (proof:Proof {id: $id + ' ' + skill.slug})
        ON CREATE SET proof.at = datetime($now)
        SET proof.kind = 'mentoring', proof.audience = $everyone, proof.worth = $worth,
            proof.is_withdrawn = helped < $least
        MERGE (mentor)-[:SHOWED]->(proof)
        MERGE (proof)-[:IN_SKILL]->(skill)
        RETURN proof.id AS id
        """,
        id=id,
        least=LEAST_HELPED,
        worth=WORTH,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
    )
    for row in rows:
        evidence.weigh(row["id"])


def changed(*, since: datetime) -> tuple[CircleId, ...]:
    """Return the circles of which someone said since then what came of them."""
    rows = read(
        """
        MATCH (said:MentoringFeedback)-[:OF]->(circle:Circle)
        WHERE said.changed_key >= $since
        RETURN DISTINCT circle.id AS id
        """,
        since=clock.key(since),
    )
    return tuple(CircleId(row["id"]) for row in rows)
