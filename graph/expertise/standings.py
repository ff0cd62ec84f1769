"""Standings: what people who answered a question are known for in its skills, as far as the reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.expertise import inferred_levels
from graph.ids import AnswerId, QuestionId
from graph.rows import read_as
from graph.viewers import Viewer

EXPERT = 4

# Named by a coach; says so, or others do, at the level of an expert; or has shown it with answers and posts.
StandingKind = Literal["named", "stated", "shown"]
KINDS: tuple[StandingKind, ...] = ("named", "stated", "shown")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What someone is known for: a skill of the question, and why."""

    kind: StandingKind
    skill: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    answer: AnswerId
    skill: str
    is_named: bool
    level: int | None
    weight: float
    marks: tuple[float, ...] | None


def on(question: QuestionId, *, viewer: Viewer) -> dict[AnswerId, Standing]:
    """Return the standing of each answer's author who has one. What anonymous askers know is not told."""
    rows = read_as(
        _Row,
        """
        MATCH (post:Post {id: $question})
        WHERE {{post is open}}
        MATCH (post)<-[:ANSWERS]-(answer:Answer)<-[:GAVE]-(person:Person)
        WHERE NOT {{person is the anonymous asker}}
        MATCH (person)-[knows:KNOWS]->(skill:Skill)
        WHERE {{knows is shown}} AND skill.slug IN [(post)-[:ABOUT]->(about:Skill) | about.slug]
        WITH answer, person, skill, sum(knows.weight) AS weight, max(knows.level) AS level
        RETURN answer.id AS answer,
               skill.name AS skill,
               EXISTS {
                   MATCH (person)<-[:SEATS]-(seat:NamedExpert)-[:IN_SKILL]->(named:Skill)
                   WHERE seat.state = 'agreed' AND named.slug = skill.slug
               } AS is_named,
               level,
               weight,
               skill.marks AS marks
        """,
        question=question,
        audiences=viewer.audiences,
    )
    return _strongest([(row.answer, standing) for row in rows if (standing := _standing(row))])


def _standing(row: _Row) -> Standing | None:
    if row.is_named:
        return Standing(kind="named", skill=row.skill)
    if row.level is not None:
        return Standing(kind="stated", skill=row.skill) if row.level >= EXPERT else None
    shown = inferred_levels.inferred(row.weight, marks=row.marks, now=clock.now())
    return Standing(kind="shown", skill=row.skill) if shown >= EXPERT else None


def _strongest(found: Iterable[tuple[AnswerId, Standing]]) -> dict[AnswerId, Standing]:
    ordered = sorted(found, key=lambda one: (KINDS.index(one[1].kind), one[1].skill), reverse=True)
    return dict(ordered)
