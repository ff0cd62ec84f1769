"""Verifications as evidence: somebody who verifies another person's post shows that they know what it is about."""

from graph import clock
from graph.driver import write
from graph.ids import PersonId, PostId, ProofId

# Reading with care is less than writing.
WORTH = 0.5


def note(post: PostId, *, by: PersonId) -> ProofId | None:
    """Keep the last verification of a post by somebody as a proof, to be weighed. Nothing for one's own post."""
    rows = write(
        """
        MATCH (person:Person {id: $by})
        MATCH (post:Post {id: $post})
        WHERE NOT EXISTS { (post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $by }
        MERGE (proof:Proof {id: $id})
        ON CREATE SET proof.kind = 'verification', proof.worth = $worth, proof.at = datetime($now)
        MERGE (person)-[:SHOWED]->(proof)
        MERGE (proof)-[:CONFIRMS]->(post)
        RETURN proof.id AS id
        """,
        id=f"{by} verified {post}",
        post=post,
        by=by,
        worth=WORTH,
        now=clock.now().isoformat(),
    )
    return rows[0]["id"] if rows else None
