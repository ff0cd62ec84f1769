"""Thanks as evidence: thanks for a post or an answer shows a little that its author knows what it is about.

Between two people, only the first thanks of a month counts, whoever of them gave it. Thanks by anonymous askers counts
for nothing, because what else they have said to the person would then show who they are. What counts is a `Proof` that
confirms the post, so it follows when the post gets other skills, moves, or is retired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.expertise import evidence
from graph.ids import PostId, ProofId, ThanksId
from graph.rows import read_as

# As a share of an answer without votes. A verification, which takes reading carefully, is worth 0.5.
WORTH = 0.2


@dataclass(frozen=True, kw_only=True)
class _Given:
    id: ThanksId
    at: datetime
    # For which post, if it has a trace that counts.
    post: PostId | None


def count(id: ThanksId) -> None:
    """Count the thanks of this month between the two people of this one, after it was given or withdrawn.

    Twice changes nothing. If what counted was withdrawn, the next one of the month counts.
    """
    given = _of_month(id)
    first = next((one for one in given if one.post), None)
    counted = _confirm(first.id, first.post) if first and first.post else None
    for proof in (*_uncount([one.id for one in given if one is not first]), *([counted] if counted else ())):
        evidence.weigh(proof)


def changed(*, since: datetime) -> tuple[ThanksId, ...]:
    """Return the thanks that were given or withdrawn since then."""
    rows = read(
        "MATCH (thanks:Thanks) WHERE thanks.changed_key >= $since RETURN thanks.id AS id", since=clock.key(since)
    )
    return tuple(row["id"] for row in rows)


def _of_month(id: ThanksId) -> Sequence[_Given]:
    rows = read_as(
        _Given,
        """
        MATCH (this:Thanks {id: $id})<-[:GAVE_THANKS]-(one:Person)
        MATCH (this)-[:THANKS]->(other:Person)
        WITH one, other, this.at.year AS year, this.at.month AS month
        UNWIND [(one)-[:GAVE_THANKS]->(thanks:Thanks)
                    WHERE EXISTS { (thanks)-[:THANKS]->(who:Person) WHERE who.id = other.id } | thanks]
             + [(other)-[:GAVE_THANKS]->(thanks:Thanks)
                    WHERE EXISTS { (thanks)-[:THANKS]->(who:Person) WHERE who.id = one.id } | thanks] AS thanks
        WITH thanks, year, month
        WHERE thanks.at.year = year AND thanks.at.month = month
        OPTIONAL MATCH (thanks)-[:THANKS_FOR]->(text)
        OPTIONAL MATCH (text)-[:ANSWERS]->(question:Post)
        WITH thanks, coalesce(question, text) AS post
        RETURN thanks.id AS id,
               thanks.at AS at,
               CASE WHEN post:Post AND thanks.state = 'given' AND NOT thanks.as_asker THEN post.id END AS post
        """,
        id=id,
    )
    return sorted(rows, key=lambda one: (one.at, one.id))


def _confirm(id: ThanksId, post: PostId) -> ProofId:
    rows = write(
        """
        MATCH (thanks:Thanks {id: $id})-[:THANKS]->(person:Person)
        MATCH (post:Post {id: $post})
        MERGE (proof:Proof {id: $proof})
        SET proof.kind = 'thanks', proof.worth = $worth, proof.at = thanks.at, proof.is_withdrawn = false
        MERGE (person)-[:SHOWED]->(proof)
        MERGE (proof)-[:CONFIRMS]->(post)
        MERGE (thanks)-[:COUNTS_AS]->(proof)
        RETURN proof.id AS id
        """,
        id=id,
        post=post,
        proof=f"thanks {id}",
        worth=WORTH,
    )
    return rows[0]["id"]


def _uncount(ids: Sequence[ThanksId]) -> list[ProofId]:
    """Let these count for nothing, and return the proofs that counted until now."""
    rows = write(
        """
        UNWIND $ids AS id
        MATCH (:Thanks {id: id})-[:COUNTS_AS]->(proof:Proof)
        WHERE NOT proof.is_withdrawn
        SET proof.is_withdrawn = true
        RETURN proof.id AS id
        """,
        ids=list(ids),
    )
    return [row["id"] for row in rows]
