"""The rules of mentoring, written out in statements like those in graph/clauses.py."""

from typing import LiteralString

RULES: dict[str, LiteralString] = {
    # A goal for which a mentor was suggested who could still be asked, and for whom its person waits. What makes pairs
    # impossible otherwise, the page of mentors checks.
    "matched now": """(it.state = 'open'
        AND NOT EXISTS { (it)<-[:FOR]-(request:MentorRequest) WHERE request.state = 'open' }
        AND EXISTS {
            MATCH (it)-[suggests:SUGGESTS]->(mentor:Person)
            WHERE suggests.rank > 0 AND mentor.state = 'active'
              AND NOT EXISTS { (mentor)-[:OFFERS]->(terms:Offer) WHERE terms.is_paused }
              AND NOT EXISTS { (it)-[:PUT_OFF]->(later:Person) WHERE later.id = mentor.id }
              AND NOT EXISTS { (it)<-[:AIMS_AT]-(:Person)-[:NEVER_WITH]-(never:Person) WHERE never.id = mentor.id }
        })""",
    # Someone whose terms as a mentor let a learner ask them: graph/mentoring/offers.py. The statement calls the learner
    # `learner`.
    "ready for the learner": """(NOT EXISTS {
            MATCH (it)-[:OFFERS]->(terms:Offer)
            WHERE terms.is_paused OR terms.asked_by <> 'everyone'
        }
        OR EXISTS {
            MATCH (it)-[:OFFERS]->(terms:Offer)
            WHERE NOT terms.is_paused AND terms.asked_by = 'unit'
            MATCH (it)-[:WORKS_IN]->(unit:Unit)
            MATCH (learner)-[:WORKS_IN]->(same:Unit)
            WHERE same.slug = unit.slug
        }
        OR EXISTS {
            MATCH (it)-[:OFFERS]->(terms:Offer)
            WHERE NOT terms.is_paused AND terms.asked_by = 'communities'
            MATCH (it)-[:MEMBER_OF]->(community:Community)
            MATCH (learner)-[:MEMBER_OF]->(shared:Community)
            WHERE shared.id = community.id
        })""",
    # Someone who reports to the learner, directly or indirectly. The statement calls the learner `learner`.
    "led by the learner": "EXISTS { (it)-[:REPORTS_TO*1..30]->(boss:Person) WHERE boss.id = learner.id }",
    # Someone whom reporting lines let mentor the learner: they don't manage the learner, and the learner manages them
    # only if they offer reverse mentoring. The statement calls the learner `learner`.
    "outside the line of the learner": """(NOT EXISTS {
            (learner)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = it.id
        } AND (NOT {{it is led by the learner}} OR EXISTS {
            (it)-[:OFFERS]->(reverse:Offer) WHERE reverse.is_reverse
        }))""",
    # Someone who can mentor a learner in a skill now: they teach it, are here, have a place left, reporting lines don't
    # forbid it, and those who may ask them include the learner. The statement calls them `learner` and `skill`.
    "able to mentor": """(it.id <> learner.id AND it.state = 'active' AND {{it is present}}
        AND EXISTS {
            MATCH (it)-[stance:STANDS_IN]->(taught:Skill)
            WHERE stance.teaches AND taught.slug = skill.slug AND {{stance is not hidden}}
        }
        AND {{it is free for}} > 0
        AND {{it is ready for the learner}}
        AND {{it is outside the line of the learner}}
        AND NOT EXISTS { (learner)-[:NEVER_WITH]->(never:Person) WHERE never.id = it.id })""",
    # Someone who teaches a further skill of a request, or knows it as everyone may see. The statement calls the skill
    # `further`.
    "able to help": """(EXISTS {
            MATCH (it)-[stance:STANDS_IN]->(taught:Skill)
            WHERE stance.teaches AND taught.slug = further.slug AND {{stance is not hidden}}
        }
        OR EXISTS {
            MATCH (it)-[knows:KNOWS]->(known:Skill)
            WHERE known.slug = further.slug AND {{knows is shown to everyone}}
        })""",
    # To return: for how many more learners someone has a place, by their terms or the `$places` of those who set none.
    # It is negative if they have lowered the number since.
    "free for": """(CASE WHEN EXISTS { (it)-[:OFFERS]->(paused:Offer) WHERE paused.is_paused } THEN 0
            ELSE coalesce([(it)-[:OFFERS]->(offered:Offer) | offered.places][0], $places) END
        - COUNT { (it)-[:MENTORS_IN]->(running:Mentorship) WHERE running.state = 'running' })""",
    # To return: what learners said of someone as a mentor, as `graph.mentorships.feedback.Said`.
    "judged": """[(it)-[:MENTORS_IN]->(:Mentorship)<-[:OF]-(said:MentoringFeedback)<-[:SAID]-(teller:Person)
        WHERE teller.id <> it.id | {by: teller.id, helped: said.helped}]""",
    # A circle that someone may join as far as its terms go, whether it has a place or not: it runs, the two don't avoid
    # each other, and it didn't remove them. The statement calls the one who runs it `owner`, and the one who would join
    # `learner`.
    "open to the learner": """(it.state = 'running' AND owner.state = 'active' AND owner.id <> learner.id
        AND (it.asked_by = 'everyone'
            OR (it.asked_by = 'unit' AND EXISTS {
                MATCH (owner)-[:WORKS_IN]->(unit:Unit)
                MATCH (learner)-[:WORKS_IN]->(same:Unit)
                WHERE same.slug = unit.slug
            })
            OR (it.asked_by = 'communities' AND EXISTS {
                MATCH (owner)-[:MEMBER_OF]->(community:Community)
                MATCH (learner)-[:MEMBER_OF]->(shared:Community)
                WHERE shared.id = community.id
            }))
        AND (it.form = 'peer' OR {{owner is outside the line of the learner}})
        AND NOT EXISTS { (learner)-[:NEVER_WITH]-(never:Person) WHERE never.id = owner.id }
        AND NOT EXISTS { (it)-[:REMOVED]->(out:Person) WHERE out.id = learner.id })""",
}
