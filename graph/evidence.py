"""What shows that people know things: every answer and tip weighs something, and less as it ages.

The weights follow Cormode et al., Forward Decay (2009): instead of ageing everything each night, newer evidence
weighs more from the start. The factor that turns a stored weight into today's is the same for all, so it cancels
wherever shares are compared, and the sums on `KNOWS` only ever need a difference added.

There is one `KNOWS` per audience of the evidence, so that a reader filters it like everything else: what somebody
wrote in a closed community speaks for them inside it only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log2

from graph import clock, sweeps
from graph.driver import read, write
from graph.ids import AnswerId, PersonId, PostId, SkillSlug

HALF_LIFE = timedelta(days=180)
# Any moment would do; a near one keeps the numbers small.
START = datetime(2020, 1, 1, tzinfo=UTC)

PEOPLE_PER_RECOUNT = 50
# A transaction holds all that it changes in memory, texts included, and the embedded engine has little of it.
PROOFS_PER_WRITE = 500


def quality(*, votes: int, is_accepted: bool) -> float:
    """Return how good a piece of evidence is: 1 without any vote, .25 when more people reject it than like it."""
    return 0.25 if votes < 0 else 1 + log2(1 + votes) + is_accepted


def freshness(at: datetime) -> float:
    """Return 1 for the start of 2020, twice as much for every 180 days later."""
    return 2 ** ((at - START) / HALF_LIFE)


def weight(*, votes: int, is_accepted: bool, at: datetime) -> float:
    """Return what evidence of that moment adds to its author's `KNOWS`. Only shares of such weights mean something."""
    return quality(votes=votes, is_accepted=is_accepted) * freshness(at)


def weigh(id: AnswerId | PostId) -> None:
    """Bring the weight of an answer or tip, and what its author is known for, up to date. Twice changes nothing.

    What an anonymous asker adds to the own question counts for nobody: it would give the name away.
    """
    write(
        """
        OPTIONAL MATCH (answer:Answer {id: $id})
        OPTIONAL MATCH (tip:Post {id: $id})
        WITH coalesce(answer, tip) AS proof
        MATCH (author:Person)-[:GAVE|POSTED]->(proof)
        OPTIONAL MATCH (proof)-[:ANSWERS]->(question:Post)
        WITH author, proof, coalesce(question, proof) AS post
        WHERE NOT (coalesce(post.is_anonymous, false) AND EXISTS { (author)-[:ASKED]->(post) })
        // Writing before reading takes the lock: two workers must not both add the same difference.
        SET proof.weighed_at = datetime()
        WITH author, proof, post, coalesce(proof.given_at, proof.posted_at) AS at, proof.weight AS before
        WITH author, proof, post, at, before, 2.0 ^ ((at.epochMillis - $start) / $half_life) AS freshness
        WITH author, proof, post, at, before, freshness,
             freshness * CASE
                 WHEN proof.score < 0 THEN 0.25
                 ELSE 1 + log(1 + proof.score) / log(2) + CASE WHEN proof.is_accepted THEN 1 ELSE 0 END
             END AS after
        SET proof.weight = after,
            author.activity = coalesce(author.activity, 0.0) + CASE WHEN before IS NULL THEN freshness ELSE 0.0 END
        WITH author, post, at,
             after - coalesce(before, 0.0) AS gain, CASE WHEN before IS NULL THEN 1 ELSE 0 END AS more
        MATCH (post)-[:ABOUT]->(skill:Skill)
        MERGE (author)-[knows:KNOWS {audience: post.audience}]->(skill)
        ON CREATE SET knows.weight = 0.0, knows.evidence = 0, knows.last_at = at
        SET knows.weight = knows.weight + gain,
            knows.evidence = knows.evidence + more,
            knows.last_at = CASE WHEN knows.last_at < at THEN at ELSE knows.last_at END
        """,
        id=id,
        start=START.timestamp() * 1000,
        half_life=HALF_LIFE.total_seconds() * 1000,
    )


def recount(people: Iterable[PersonId] | None = None) -> None:
    """Weigh everything of these people, or of everybody, from the beginning, as after an import."""
    begun = clock.now()
    chosen = _everybody() if people is None else list(people)
    for begin in range(0, len(chosen), PEOPLE_PER_RECOUNT):
        batch = chosen[begin : begin + PEOPLE_PER_RECOUNT]
        proofs = _proofs(batch)
        _note_weights(proofs)
        _replace(batch, proofs)
    if people is None:
        sweeps.done("evidence", at=begun)


def overdue() -> tuple[PersonId, ...]:
    """Return those whose evidence became something else, by other skills or by moving: they are to be recounted."""
    return tuple(row["id"] for row in read("MATCH (person:Person) WHERE person.recount_key > 0 RETURN person.id AS id"))


def recount_overdue(person: PersonId) -> None:
    """Recount somebody, unless it is done. What changes meanwhile leaves its own mark and is counted after."""
    rows = read("MATCH (person:Person {id: $id}) RETURN person.recount_key AS key", id=person)
    if not rows or rows[0]["key"] is None:
        return
    recount([person])
    write(
        "MATCH (person:Person {id: $id}) WHERE person.recount_key = $key REMOVE person.recount_key",
        id=person,
        key=rows[0]["key"],
    )


def recount_community(slug: str) -> None:
    """Weigh everything again of those who gave or posted something in this community, after its audience changed."""
    rows = read(
        """
        MATCH (:Community {slug: $slug})<-[:IN]-(post:Post)
        UNWIND [(post)<-[:POSTED]-(author:Person) | author.id]
            + [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(author:Person) | author.id] AS author
        RETURN DISTINCT author
        """,
        slug=slug,
    )
    recount([row["author"] for row in rows])


@dataclass(frozen=True, kw_only=True)
class _Proof:
    """An answer or tip as the counting sees it."""

    id: str
    author: PersonId
    votes: int
    is_accepted: bool
    at: datetime
    audience: str
    skills: list[SkillSlug]

    @property
    def weight(self) -> float:
        return weight(votes=self.votes, is_accepted=self.is_accepted, at=self.at)


def _everybody() -> list[PersonId]:
    return [row["id"] for row in read("MATCH (person:Person) RETURN person.id AS id")]


def _proofs(people: list[PersonId]) -> list[_Proof]:
    rows = read(
        """
        UNWIND $people AS id
        MATCH (author:Person {id: id})-[:GAVE|POSTED]->(proof)
        OPTIONAL MATCH (proof)-[:ANSWERS]->(question:Post)
        WITH author, proof, coalesce(question, proof) AS post
        WHERE NOT (coalesce(post.is_anonymous, false) AND EXISTS { (author)-[:ASKED]->(post) })
        RETURN proof.id AS id,
               author.id AS author,
               proof.score AS votes,
               coalesce(proof.is_accepted, false) AS is_accepted,
               coalesce(proof.given_at, proof.posted_at) AS at,
               post.audience AS audience,
               [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        """,
        people=people,
    )
    return [_Proof(**row) for row in rows]


def _note_weights(proofs: list[_Proof]) -> None:
    for begin in range(0, len(proofs), PROOFS_PER_WRITE):
        write(
            """
            UNWIND $proofs AS proof
            OPTIONAL MATCH (answer:Answer {id: proof.id})
            OPTIONAL MATCH (tip:Post {id: proof.id})
            WITH proof, coalesce(answer, tip) AS thing
            SET thing.weight = proof.weight
            """,
            proofs=[{"id": proof.id, "weight": proof.weight} for proof in proofs[begin : begin + PROOFS_PER_WRITE]],
        )


def _replace(people: list[PersonId], proofs: list[_Proof]) -> None:
    of = defaultdict[PersonId, list[_Proof]](list)
    for proof in proofs:
        of[proof.author].append(proof)
    write(
        """
        UNWIND $people AS person
        MATCH (author:Person {id: person.id})
        SET author.activity = person.activity
        WITH author, person,
             [(author)-[former:KNOWS]->(:Skill) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        WITH author, person
        UNWIND person.known AS known
        MATCH (skill:Skill {slug: known.skill})
        CREATE (author)-[knows:KNOWS {audience: known.audience}]->(skill)
        SET knows.weight = known.weight, knows.evidence = known.evidence, knows.last_at = datetime(known.last_at)
        """,
        people=[
            {
                "id": person,
                "activity": sum(freshness(proof.at) for proof in of[person]),
                "known": _known(of[person]),
            }
            for person in people
        ],
    )


def _known(proofs: list[_Proof]) -> list[dict[str, object]]:
    of = defaultdict[tuple[SkillSlug, str], list[_Proof]](list)
    for proof in proofs:
        for skill in proof.skills:
            of[skill, proof.audience].append(proof)
    return [
        {
            "skill": skill,
            "audience": audience,
            "weight": sum(proof.weight for proof in about),
            "evidence": len(about),
            "last_at": max(proof.at for proof in about).isoformat(),
        }
        for (skill, audience), about in of.items()
    ]
