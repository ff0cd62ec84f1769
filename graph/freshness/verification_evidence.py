"""Verifications as evidence: people who verify someone else's post show that they know what it is about."""

from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.ids import PersonId, PostId, ProofId

# As a share of an answer without votes: reading carefully shows less than writing.
WORTH = 0.5


def note(post: PostId, *, by: PersonId) -> ProofId | None:
    """Record a verification as a proof, to be weighed later. Twice changes nothing. Return `None` for your own post."""
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


def note_missing(*, since: datetime) -> None:
    """Record verifications that were not recorded, on posts that changed since then. Twice changes nothing."""
    rows = read(
        """
        MATCH (post:Post)<-[:VERIFIED]-(person:Person)
        WHERE post.changed_key >= $since
          AND NOT EXISTS { (person)-[:SHOWED]->(proof:Proof)-[:CONFIRMS]->(post) WHERE proof.kind = 'verification' }
        RETURN post.id AS post, person.id AS person
        """,
        since=clock.key(since),
    )
    for row in rows:
        note(row["post"], by=row["person"])
