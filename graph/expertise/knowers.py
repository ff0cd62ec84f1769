"""The people who know a skill: first those with evidence, then those with only a stated level."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.expertise import inferred_levels
from graph.expertise.stated_levels import LevelSource
from graph.ids import PersonId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 10
CLAIMS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Knower:
    """Someone who knows a skill, with the leading level and its source. Without `evidence` it is only stated."""

    id: PersonId
    name: str
    photo: str | None
    headline: str
    evidence: int
    last_at: datetime | None
    level: int
    source: LevelSource


@dataclass(frozen=True, kw_only=True)
class _Known:
    id: PersonId
    name: str
    photo: str | None
    headline: str
    weight: float
    evidence: int
    last_at: datetime | None
    level: int | None
    source: LevelSource | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    marks: tuple[float, ...]
    shown: tuple[_Known, ...]
    claimed: tuple[_Known, ...]


def of(skill: SkillSlug, *, viewer: Viewer) -> tuple[Knower, ...]:
    """Return the ten people with the strongest evidence, then up to five with only a stated level, by name.

    The first ten are in order of weight, which is not shown. Empty for a skill that the viewer may not know about.
    """
    rows = read_as(
        _Row,
        """
        MATCH (skill:Skill {slug: $slug})
        WHERE {{skill is known}}
        RETURN coalesce(skill.marks, []) AS marks,
               COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND knows.evidence > 0 AND {{person is listed}}
                   WITH person,
                        sum(knows.weight) AS weight,
                        sum(knows.evidence) AS evidence,
                        max(knows.last_at) AS last_at,
                        max(knows.level) AS level,
                        max(knows.source) AS source
                   RETURN {id: person.id, name: person.name, photo: person.photo,
                           headline: coalesce(person.headline, ''), weight: weight, evidence: evidence,
                           last_at: last_at, level: level, source: source} AS knower
                   ORDER BY weight DESC
                   LIMIT $shown
               } AS shown,
               COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND knows.evidence < 1 AND knows.level IS NOT NULL AND {{person is listed}}
                     AND NOT EXISTS {
                         MATCH (person)-[more:KNOWS]->(same:Skill)
                         WHERE same.slug = $slug AND {{more is open}} AND more.evidence > 0
                     }
                   RETURN {id: person.id, name: person.name, photo: person.photo,
                           headline: coalesce(person.headline, ''), weight: 0.0, evidence: 0, last_at: null,
                           level: knows.level, source: knows.source} AS claimant
                   ORDER BY person.name_lower
                   LIMIT $claims
               } AS claimed
        """,
        slug=skill,
        audiences=viewer.audiences,
        shown=SHOWN,
        claims=CLAIMS_SHOWN,
    )
    return tuple(_knower(one, row.marks) for row in rows for one in (*row.shown, *row.claimed))


def _knower(one: _Known, marks: Sequence[float]) -> Knower:
    return Knower(
        id=one.id,
        name=one.name,
        photo=one.photo,
        headline=one.headline,
        evidence=one.evidence,
        last_at=one.last_at,
        level=one.level or inferred_levels.inferred(one.weight, marks=marks, now=clock.now()),
        source=one.source or "inferred",
    )
