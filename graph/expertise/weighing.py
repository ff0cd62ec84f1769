"""The statement that weighs a piece of evidence, in four steps. graph/decay.py computes the same for a recount."""

from typing import LiteralString

# Whether a `proof` by its `author` on a `post` counts at all.
COUNTS: LiteralString = """
    (post.retired_at IS NULL
     AND NOT coalesce(proof.is_withdrawn, false) AND NOT coalesce(proof.is_discounted, false)
     AND $inference <> 'off' AND coalesce(author.infers, $inference = 'opt-out')
     AND NOT {{author is the anonymous asker}}
     // What a machine helped to write shows nothing of its author until somebody else finds it good.
     AND (NOT coalesce(proof.is_machine_written, false) OR coalesce(proof.works, 0) > 0
          OR EXISTS { (proof)<-[:VERIFIED]-(checker:Person) WHERE checker.id <> author.id }
          OR (coalesce(proof.is_accepted, false)
              AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = author.id }))) AS counts
"""

# Read the piece of evidence `$id`, and what it counted for before.
TAKE: LiteralString = (
    """
    OPTIONAL MATCH (answer:Answer {id: $id})
    OPTIONAL MATCH (direct:Post {id: $id})
    OPTIONAL MATCH (act:Proof {id: $id})
    WITH coalesce(answer, direct, act) AS proof
    MATCH (author:Person)-[tie:GAVE|POSTED|SHOWED]->(proof)
    OPTIONAL MATCH (proof)-[:ANSWERS|CONFIRMS]->(about:Post)
    WITH author, tie, proof, coalesce(about, proof) AS post
    // Writing before reading takes the lock: two workers must not both add the same difference.
    SET proof.weighed_at = datetime()
    WITH author, tie, proof, post,
         // A host whose clock is ahead must not make its people weigh more than today's.
         reduce(at = datetime($now), shown_at IN [coalesce(proof.given_at, proof.posted_at, proof.at)] |
             CASE WHEN shown_at > at THEN at ELSE shown_at END) AS at,
         proof.weight AS weight_before,
         coalesce(proof.counted, []) AS skills_before,
         proof.counted_in AS audience_before,
    """
    + COUNTS
)

# Compute its weight today, and the skills in which it counts.
WEIGH: LiteralString = """
    WITH author, tie, proof, post, at, weight_before, skills_before, audience_before, counts,
         2.0 ^ ((at.epochMillis - $start) / $half_life) AS freshness
    WITH author, tie, proof, post, at, weight_before, skills_before, audience_before, counts, freshness,
         CASE WHEN counts THEN freshness * CASE
             WHEN proof.worth IS NOT NULL THEN proof.worth
             WHEN proof.score + coalesce(proof.works, 0) < 0 THEN $disliked
             ELSE 1 + log(1 + proof.score + coalesce(proof.works, 0)) / log(2)
                 + CASE WHEN proof.is_accepted THEN 1 ELSE 0 END
         END END AS weight_after,
         CASE WHEN counts THEN [(post)-[:ABOUT|IN_SKILL]->(skill:Skill) | skill.slug] ELSE [] END AS skills_after
"""

# Store both on the piece and on its author's tie to it.
NOTE: LiteralString = """
    SET proof.weight = weight_after,
        proof.counted = skills_after,
        proof.counted_in = post.audience,
        tie.weight = weight_after,
        tie.counted = skills_after,
        tie.counted_in = post.audience,
        author.activity = coalesce(author.activity, 0.0)
            + CASE WHEN counts THEN freshness ELSE 0.0 END
            - CASE WHEN weight_before IS NULL THEN 0.0 ELSE freshness END
    WITH author, at,
         [slug IN skills_before |
             {skill: slug, audience: audience_before, gain: -weight_before, more: -1}]
         + [slug IN skills_after |
             {skill: slug, audience: post.audience, gain: weight_after, more: 1}] AS changes
"""

# Add the difference to its author's `KNOWS`.
CARRY: LiteralString = """
    UNWIND changes AS change
    WITH author, at, change.skill AS slug, change.audience AS audience,
         sum(change.gain) AS gain, sum(change.more) AS more
    MATCH (skill:Skill {slug: slug})
    MERGE (author)-[knows:KNOWS {audience: audience}]->(skill)
    ON CREATE SET knows.weight = 0.0, knows.evidence = 0
    SET knows.weight = CASE WHEN knows.evidence + more > 0 THEN knows.weight + gain ELSE 0.0 END,
        knows.evidence = knows.evidence + more,
        knows.last_at = CASE WHEN more < 0 OR knows.last_at > at THEN knows.last_at ELSE at END
    WITH author, knows, skill, audience, more
    OPTIONAL MATCH (author)-[standing:STANDS_IN]->(skill)
    SET knows.hidden = standing.hidden, knows.level = standing.level, knows.source = standing.source,
        // They are found by the skills that they have shown, so a new or a lost one reaches the index.
        author.changed_key = CASE WHEN more <> 0 AND knows.evidence IN [0, more] THEN $key ELSE author.changed_key END
    WITH author, knows, skill.slug AS skill, audience, more
    FOREACH (empty IN CASE WHEN knows.evidence < 1 AND (knows.level IS NULL OR audience <> $everyone)
                      THEN [knows] ELSE [] END | DELETE empty)
    WITH author.id AS author, skill, audience, more
    WHERE more < 0
    RETURN author, skill, audience
"""

STATEMENT: LiteralString = TAKE + WEIGH + NOTE + CARRY
