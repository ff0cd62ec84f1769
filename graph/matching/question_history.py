"""All questions and answers with their dates, for a replay of the past. No page shows any of this."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

from graph import decay
from graph.driver import read
from graph.ids import PersonId, QuestionId, SkillSlug
from graph.rows import read_as

THINGS_PER_READ = 500

ANSWERS_AND_POSTS: tuple[LiteralString, ...] = (
    "MATCH (answer:Answer) WHERE NOT coalesce(answer.is_withdrawn, false) RETURN answer.id AS key",
    "MATCH (post:Post) WHERE post.kind <> 'question' RETURN post.id AS key",
)


@dataclass(frozen=True, kw_only=True)
class PastQuestion:
    """A question and when it was asked. `number` is its id in the source that it was imported from, or its id here."""

    id: QuestionId
    number: str
    at: datetime
    asker: PersonId | None
    audience: str
    skills: tuple[SkillSlug, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class PastProof:
    """An answer, tip, link or video. `question` is what it answers; `undated` is the sum of votes without a date."""

    key: str
    author: PersonId
    question: QuestionId | None
    at: datetime
    audience: str
    skills: tuple[SkillSlug, ...]
    undated: int
    votes: tuple[tuple[datetime, int], ...]
    accepted_at: datetime | None

    @property
    def score(self) -> int:
        """The sum of all votes as of today."""
        return self.undated + sum(value for _, value in self.votes)

    def weight(self, at: datetime) -> float:
        """Return its weight at a moment after it was written. Later votes and a later acceptance don't count yet."""
        votes = self.undated + sum(value for cast_at, value in self.votes if cast_at < at)
        accepted = self.accepted_at is not None and (self.accepted_at < at or self.accepted_at == self.at)
        return decay.weight(votes=votes, is_accepted=accepted, at=self.at)

    def until(self, moment: datetime) -> "PastProof":
        """Return a copy with only the votes and the acceptance from before this moment."""
        return replace(
            self,
            votes=tuple((cast_at, value) for cast_at, value in self.votes if cast_at < moment),
            accepted_at=self.accepted_at if self.accepted_at and self.accepted_at < moment else None,
        )

    def changes(self) -> list[datetime]:
        """Return the moments after it was written at which its weight changed, in order."""
        return sorted({moment for moment, _ in self.votes} | ({self.accepted_at} if self.accepted_at else set()))


@dataclass(frozen=True, kw_only=True)
class _QuestionRow:
    id: QuestionId
    number: str
    at: datetime
    asker: PersonId | None
    audience: str
    title: str
    body: str
    slugs: tuple[SkillSlug, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Vote:
    at: datetime
    value: int


@dataclass(frozen=True, kw_only=True)
class _ProofRow:
    key: str
    author: PersonId
    question: QuestionId | None
    at: datetime
    audience: str
    skills: tuple[SkillSlug, ...]
    score: int
    votes: tuple[_Vote, ...]
    accepted_at: datetime | None


def questions() -> Iterator[PastQuestion]:
    """Yield every question, in no particular order."""
    for keys in _batches("MATCH (post:Question) RETURN post.id AS key"):
        rows = read_as(
            _QuestionRow,
            """
            UNWIND $keys AS key
            MATCH (question:Post {id: key})
            RETURN key AS id,
                   coalesce(question.import_key, key) AS number,
                   question.posted_at AS at,
                   [(question)<-[:ASKED]-(asker:Person) WHERE NOT coalesce(question.is_anonymous, false) | asker.id][0]
                       AS asker,
                   question.audience AS audience,
                   question.title AS title,
                   question.body AS body,
                   [(question)-[:ABOUT]->(skill:Skill) | skill.slug] AS slugs,
                   [(question)-[:ABOUT]->(skill:Skill) | skill.name] AS names
            """,
            keys=keys,
        )
        for row in rows:
            yield PastQuestion(
                id=row.id,
                number=_number(row.number),
                at=row.at,
                asker=row.asker,
                audience=row.audience,
                skills=row.slugs,
                words=" ".join([row.title, *row.names, row.body]),
            )


def proofs() -> Iterator[PastProof]:
    """Yield every answer, tip, link and video that has an author, including askers' own answers, in any order.

    An anonymous asker's answers to their own question are left out, as in graph/expertise/evidence.py.
    """
    for statement in ANSWERS_AND_POSTS:
        for keys in _batches(statement):
            rows = read_as(
                _ProofRow,
                """
                UNWIND $keys AS key
                OPTIONAL MATCH (answer:Answer {id: key})
                OPTIONAL MATCH (tip:Post {id: key})
                WITH key, coalesce(answer, tip) AS proof
                MATCH (author:Person)-[:GAVE|POSTED]->(proof)
                OPTIONAL MATCH (proof)-[:ANSWERS]->(question:Post)
                WITH key, author, proof, question, coalesce(question, proof) AS post
                WHERE NOT {{author is the anonymous asker}}
                RETURN key,
                       author.id AS author,
                       question.id AS question,
                       coalesce(proof.given_at, proof.posted_at) AS at,
                       post.audience AS audience,
                       [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills,
                       proof.score + coalesce(proof.works, 0) AS score,
                       [(proof)<-[vote:VOTED]-(:Person) | {at: vote.at, value: vote.value}]
                           + [(proof)<-[reaction:REACTED]-(:Person) WHERE reaction.kind = 'works'
                               | {at: reaction.at, value: 1}] AS votes,
                       [(proof)<-[acceptance:ACCEPTED]-(:Post) | acceptance.at][0] AS accepted_at
                """,
                keys=keys,
            )
            for row in rows:
                votes = tuple((vote.at, vote.value) for vote in row.votes)
                yield PastProof(
                    key=row.key,
                    author=row.author,
                    question=row.question,
                    at=row.at,
                    audience=row.audience,
                    skills=row.skills,
                    undated=row.score - sum(value for _, value in votes),
                    votes=votes,
                    accepted_at=row.accepted_at,
                )


def numbers() -> dict[PersonId, str]:
    """Return the id of each person in an export of rankings: from the source of their import, or else from here."""
    rows = read("MATCH (person:Person) RETURN person.id AS id, coalesce(person.import_key, person.id) AS number")
    return {row["id"]: _number(row["number"]) for row in rows}


def _batches(statement: LiteralString) -> Iterator[list[str]]:
    keys = [row["key"] for row in read(statement)]
    for begin in range(0, len(keys), THINGS_PER_READ):
        yield keys[begin : begin + THINGS_PER_READ]


def _number(key: str) -> str:
    return key.rpartition(":")[2]
