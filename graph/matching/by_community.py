"""The third ring: people who write in communities with many posts about the question's skills or near ones."""

from graph.matching.candidates import Case
from graph.matching.proofs import FoundProof
from graph.matching.scores import Evidence
from graph.rows import read_as
from graph.viewers import EVERYONE

RING = 3
COMMUNITIES = 3
POSTS_LOOKED_AT = 500
PROOFS = 200

# How much writing about something else in such a community counts, compared with evidence on the question's skills.
CIRCLE_SHARE = 0.25


def evidence(case: Case) -> tuple[Evidence, ...]:
    """Return what people wrote about other skills in the three public communities with the most posts on these skills.

    At most the 200 strongest pieces. Empty before the third ring, and for a question in a closed community, because
    people outside may not see it.
    """
    if case.ring < RING or case.audience != EVERYONE:
        return ()
    rows = read_as(
        FoundProof,
        """
        MATCH (question:Post {id: $question})
        WITH [(question)-[:IN]->(home:Community) | home.id] AS homes
        UNWIND $skills AS slug
        MATCH (:Skill {slug: slug})<-[:ABOUT]-(post:Post)-[:IN]->(circle:Community)
        WHERE circle.visibility = 'public' AND NOT circle.id IN homes
        WITH circle, count(post) AS posts
        ORDER BY posts DESC
        LIMIT $communities
        MATCH (circle)<-[:IN]-(post:Post)
        WHERE post.audience = $everyone AND post.id <> $question
          AND NOT EXISTS { MATCH (post)-[:ABOUT]->(skill:Skill) WHERE skill.slug IN $skills }
        WITH post
        LIMIT $posts
        UNWIND [(post)<-[:POSTED]-(author:Person)
                | {id: post.id, author: author.id, weight: post.weight, counted: post.counted}]
            + [(post)<-[:ANSWERS]-(answer:Answer)<-[:GAVE]-(author:Person)
                | {id: answer.id, author: author.id, weight: answer.weight, counted: answer.counted}] AS proof
        WITH proof
        WHERE proof.weight IS NOT NULL AND NOT EXISTS {
            MATCH (author:Person {id: proof.author})-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.hidden AND skill.slug IN proof.counted
        }
        RETURN proof.id AS id, proof.author AS author, proof.weight AS weight
        ORDER BY weight DESC
        LIMIT $proofs
        """,
        question=case.question,
        skills=list(case.skills),
        communities=COMMUNITIES,
        everyone=EVERYONE,
        posts=POSTS_LOOKED_AT,
        proofs=PROOFS,
    )
    return tuple(Evidence(id=row.id, author=row.author, skills="circle", tag=CIRCLE_SHARE * row.weight) for row in rows)
