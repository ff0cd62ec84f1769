"""Evidence that people know things: answers, tips, links, videos and other proofs, which weigh less as they age.

`KNOWS` holds the sums of the weights (graph/decay.py). A new piece only adds a difference to them. The weight of a
piece, its skills and its audience are stored on the piece and on its author's tie to it (`weight`, `counted`,
`counted_in`), so that the strongest of many pieces can be found without reading their texts.

There is one `KNOWS` for each audience: evidence in a closed community counts for its author only there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import clock, decay, sweeps
from graph.driver import Row, read, write
from graph.expertise import inferred_levels, stated_levels, weighing
from graph.ids import AnswerId, PersonId, PostId, ProofId, SkillSlug
from graph.people import inference_consent
from graph.rows import read_as
from graph.viewers import EVERYONE

# A transaction keeps everything that it changes in memory, including texts.
PEOPLE_PER_RECOUNT = 50
PROOFS_PER_WRITE = 500


def weigh(id: AnswerId | PostId | ProofId) -> None:
    """Update the weight of a piece of evidence and its author's `KNOWS`. Twice changes nothing.

    This subtracts what the piece counted for before, in its former skills and audience, and adds what it counts for
    today. A piece counts for nothing if it is withdrawn, its post is retired, or its author doesn't allow inference.
    An anonymous asker's own contributions to the question don't count either, because they would reveal the asker.
    """
    rows = write(
        weighing.STATEMENT,
        id=id,
        inference=inference_consent.mode(),
        everyone=EVERYONE,
        disliked=decay.DISLIKED,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
        start=decay.START.timestamp() * 1000,
        half_life=decay.HALF_LIFE.total_seconds() * 1000,
    )
    see_again(rows)


def weigh_post(id: PostId) -> None:
    """Weigh a post and all evidence on it, for example after its skills or audience changed, or it was retired."""
    for proof in on(id):
        weigh(proof)


def weigh_person(id: PersonId) -> None:
    """Weigh all evidence of a person, for example after they allowed or refused inference."""
    rows = read("MATCH (:Person {id: $id})-[:GAVE|POSTED|SHOWED]->(proof) RETURN proof.id AS id", id=id)
    for row in rows:
        weigh(row["id"])


def recount(people: Iterable[PersonId] | None = None) -> None:
    """Weigh all evidence of these people, or of everyone, from scratch, for example after an import."""
    begun = clock.now()
    chosen = _everybody() if people is None else list(people)
    for begin in range(0, len(chosen), PEOPLE_PER_RECOUNT):
        batch = chosen[begin : begin + PEOPLE_PER_RECOUNT]
        proofs = _proofs(batch)
        _note_weights(proofs)
        _replace(batch, [proof for proof in proofs if proof.counts])
    if people is None:
        sweeps.done("evidence", at=begun)
        inference_consent.note_mode()
        inferred_levels.mark()


def recount_community(slug: str) -> None:
    """Weigh all evidence in a community again after its audience changed."""
    for row in read("MATCH (:Community {slug: $slug})<-[:IN]-(post:Post) RETURN post.id AS id", slug=slug):
        weigh_post(row["id"])


def on(id: PostId) -> list[ProofId]:
    """Return a post and all evidence on it: its answers, and proofs that people know it."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        UNWIND [post.id] + [(post)<-[:ANSWERS|CONFIRMS]-(proof) | proof.id] AS id
        RETURN id
        """,
        id=id,
    )
    return [row["id"] for row in rows]


def see_again(lost: Sequence[Row]) -> None:
    """Find out again when people last showed the skills for which evidence was taken back.

    This looks at everything they wrote, so it runs only when evidence is taken back, never for a new answer.
    """
    if not lost:
        return
    write(
        """
        UNWIND $lost AS lost
        MATCH (author:Person {id: lost.author})-[knows:KNOWS {audience: lost.audience}]->(skill:Skill)
        WHERE skill.slug = lost.skill
        SET knows.last_at = reduce(last = null, at IN
            [(author)-[:GAVE|POSTED|SHOWED]->(proof)
                WHERE lost.skill IN proof.counted AND proof.counted_in = lost.audience
                | coalesce(proof.given_at, proof.posted_at, proof.at)] |
            CASE WHEN last > at THEN last WHEN at > datetime($now) THEN datetime($now) ELSE at END)
        """,
        lost=lost,
        now=clock.now().isoformat(),
    )


@dataclass(frozen=True, kw_only=True)
class _Proof:
    """A piece of evidence as a recount reads it. `worth` is its quality if it is of a kind without votes."""

    id: str
    author: PersonId
    counts: bool
    worth: float | None
    votes: int
    is_accepted: bool
    at: datetime
    audience: str
    skills: tuple[SkillSlug, ...]

    @property
    def weight(self) -> float:
        if self.worth is not None:
            return self.worth * decay.freshness(self.at)
        return decay.weight(votes=self.votes, is_accepted=self.is_accepted, at=self.at)


def _everybody() -> list[PersonId]:
    return [row["id"] for row in read("MATCH (person:Person) RETURN person.id AS id")]


def _proofs(people: list[PersonId]) -> list[_Proof]:
    rows = read_as(
        _Proof,
        """
        UNWIND $people AS id
        MATCH (author:Person {id: id})-[:GAVE|POSTED|SHOWED]->(proof)
        OPTIONAL MATCH (proof)-[:ANSWERS|CONFIRMS]->(about:Post)
        WITH author, proof, coalesce(about, proof) AS post
        RETURN proof.id AS id,
               author.id AS author,
               """
        + weighing.COUNTS
        + """,
               proof.worth AS worth,
               coalesce(proof.score, 0) + coalesce(proof.works, 0) AS votes,
               coalesce(proof.is_accepted, false) AS is_accepted,
               coalesce(proof.given_at, proof.posted_at, proof.at) AS at,
               post.audience AS audience,
               [(post)-[:ABOUT|IN_SKILL]->(skill:Skill) | skill.slug] AS skills
        """,
        people=people,
        inference=inference_consent.mode(),
    )
    now = clock.now()
    return [replace(row, at=min(row.at, now)) for row in rows]


def _note_weights(proofs: list[_Proof]) -> None:
    for begin in range(0, len(proofs), PROOFS_PER_WRITE):
        write(
            """
            UNWIND $proofs AS row
            OPTIONAL MATCH (answer:Answer {id: row.id})
            OPTIONAL MATCH (direct:Post {id: row.id})
            OPTIONAL MATCH (act:Proof {id: row.id})
            WITH row, coalesce(answer, direct, act) AS proof
            SET proof.weight = row.weight, proof.counted = row.counted, proof.counted_in = row.audience
            WITH row, proof
            MATCH (proof)<-[tie:GAVE|POSTED|SHOWED]-(:Person)
            SET tie.weight = row.weight, tie.counted = row.counted, tie.counted_in = row.audience
            """,
            proofs=[
                {
                    "id": proof.id,
                    "weight": proof.weight if proof.counts else None,
                    "counted": proof.skills if proof.counts else (),
                    "audience": proof.audience,
                }
                for proof in proofs[begin : begin + PROOFS_PER_WRITE]
            ],
        )


def _replace(people: list[PersonId], proofs: Iterable[_Proof]) -> None:
    of = defaultdict[PersonId, list[_Proof]](list)
    for proof in proofs:
        of[proof.author].append(proof)
    write(
        """
        UNWIND $people AS person
        MATCH (author:Person {id: person.id})
        SET author.activity = person.activity, author.changed_key = $key
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
                "activity": sum(decay.freshness(proof.at) for proof in of[person]),
                "known": _known(of[person]),
            }
            for person in people
        ],
        key=clock.key(clock.now()),
    )
    stated_levels.carry(people)


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
