"""Mentorships as evidence: one that has ended and helped shows that its mentor knows the skill.

The two must have met, and the learner must say that it helped. The trace is the mentorship itself, which only the two
open: on the mentor's page, it is "taught to a colleague", without a name.
"""

from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.expertise import evidence
from graph.ids import MentorshipId
from graph.viewers import EVERYONE

# As much as an answer without votes, and half of it if it helped in part.
WORTH, WORTH_IN_PART = 1.0, 0.5


def count(id: MentorshipId) -> None:
    """Count what the learner said of a mentorship for its mentor. Twice changes nothing; a changed mind changes it.

    Skills that not everyone may know of don't count, because the evidence would show them.
    """
    rows = write(
        """
        MATCH (mentorship:Mentorship {id: $id})<-[:MENTORS_IN]-(mentor:Person)
        MATCH (mentorship)<-[:LEARNS_IN]-(learner:Person)
        MATCH (mentorship)-[:IN_SKILL]->(skill:Skill)
        WHERE mentorship.state = 'ended' AND $everyone IN skill.audiences
          AND EXISTS {
              MATCH (mentorship)<-[:OF]-(met:MentoringSession)
              WHERE met.state = 'agreed' AND met.starts_at < datetime($now)
          }
        WITH mentorship, mentor, skill,
             [(learner)-[:SAID]->(said:MentoringFeedback)-[:OF]->(about:Mentorship)
                 WHERE about.id = $id | said.helped][0] AS helped
        WHERE helped IS NOT NULL
        MERGE (proof:Proof {id: $id + ' ' + skill.slug})
        ON CREATE SET proof.at = datetime($now)
        SET proof.kind = 'mentoring', proof.audience = $everyone, proof.is_withdrawn = helped = 'no',
            proof.worth = CASE helped WHEN 'yes' THEN $worth ELSE $in_part END
        MERGE (mentor)-[:SHOWED]->(proof)
        MERGE (proof)-[:IN_SKILL]->(skill)
        RETURN proof.id AS id
        """,
        id=id,
        worth=WORTH,
        in_part=WORTH_IN_PART,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
    )
    for row in rows:
        evidence.weigh(row["id"])


def changed(*, since: datetime) -> tuple[MentorshipId, ...]:
    """Return the mentorships of which someone said since then what came of them."""
    rows = read(
        """
        MATCH (said:MentoringFeedback)-[:OF]->(mentorship:Mentorship)
        WHERE said.changed_key >= $since
        RETURN DISTINCT mentorship.id AS id
        """,
        since=clock.key(since),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)
