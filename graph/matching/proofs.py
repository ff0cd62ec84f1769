"""The evidence for people on a question, as far as every reader of the question may open it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.ids import PersonId, SkillSlug
from graph.matching.candidates import Case
from graph.matching.scores import Evidence, Vote, weighed
from graph.rows import read_as

# Weaker pieces of a person never reach the suggestions.
EVIDENCE_PER_PERSON = 20


@dataclass(frozen=True, kw_only=True)
class FoundProof:
    """A piece of evidence, its author and its weight."""

    id: str
    author: PersonId
    weight: float


@dataclass(frozen=True, kw_only=True)
class _SkilledProof:
    id: str
    weight: float
    skills: tuple[SkillSlug, ...]


@dataclass(frozen=True, kw_only=True)
class _Proofs:
    author: PersonId
    proofs: tuple[_SkilledProof, ...]


def by_likeness(votes: Iterable[Vote], case: Case) -> tuple[Evidence, ...]:
    """Return the evidence behind these votes, as far as every reader of the question may open it."""
    of = {vote.key: vote for vote in votes}
    rows = _answers(of, case)
    # Most votes are for answers, and looking for a missing one costs as much as finding one.
    rows += _posts(of.keys() - {row.id for row in rows}, case)
    return tuple(weighed(of[row.id], author=row.author, weight=row.weight) for row in rows)


def _answers(keys: Collection[str], case: Case) -> tuple[FoundProof, ...]:
    return read_as(
        FoundProof,
        """
        UNWIND $keys AS key
        MATCH (answer:Answer {id: key})
        WHERE {{answer is counted}}
        MATCH (answer)<-[:GAVE]-(author:Person)
        WHERE NOT EXISTS {
            MATCH (author)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.hidden AND skill.slug IN answer.counted
        }
        RETURN key AS id, author.id AS author, answer.weight AS weight
        """,
        keys=list(keys),
        audiences=case.audiences,
    )


def _posts(keys: Collection[str], case: Case) -> tuple[FoundProof, ...]:
    return read_as(
        FoundProof,
        """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE {{post is counted}}
        MATCH (post)<-[:POSTED]-(author:Person)
        WHERE NOT EXISTS {
            MATCH (author)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.hidden AND skill.slug IN post.counted
        }
        RETURN key AS id, author.id AS author, post.weight AS weight
        """,
        keys=list(keys),
        audiences=case.audiences,
    )


def strongest(people: Collection[PersonId], case: Case) -> tuple[Evidence, ...]:
    """Return the strongest evidence of these people on the question's skills, at most 20 pieces each."""
    rows = read_as(
        _Proofs,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WITH person, [(person)-[standing:STANDS_IN]->(skill:Skill) WHERE standing.hidden | skill.slug] AS hidden
        RETURN person.id AS author,
               [(person)-[tie:GAVE|POSTED]->(proof)
                   WHERE {{tie is counted}}
                     AND ANY(slug IN tie.counted WHERE slug IN $skills AND NOT slug IN hidden)
                   | {id: proof.id, weight: tie.weight,
                      skills: [slug IN tie.counted WHERE slug IN $skills AND NOT slug IN hidden]}] AS proofs
        """,
        people=list(people),
        audiences=case.audiences,
        skills=list(case.skills),
    )
    return tuple(proof for row in rows for proof in _strongest(row, case))


def _strongest(row: _Proofs, case: Case) -> list[Evidence]:
    proofs = [
        Evidence(
            id=proof.id,
            author=row.author,
            skills="tag" if case.own & set(proof.skills) else "near",
            tag=proof.weight * sum(case.skills[skill] for skill in proof.skills),
        )
        for proof in row.proofs
    ]
    return sorted(proofs, key=lambda proof: (-proof.tag, proof.id))[:EVIDENCE_PER_PERSON]
