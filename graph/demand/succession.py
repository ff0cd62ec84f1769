"""Succession: the people who could take over a skill soonest, why, and what is written about it already.

Nobody gets a score. People are listed by name, each with the reasons for them. Anything a person hides or does not
want shown is not used as a reason.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

from graph.cards import Author, PostKind
from graph.driver import only
from graph.errors import NotFound
from graph.expertise.stated_levels import LevelSource
from graph.ids import PersonId, PostId, SkillSlug
from graph.rows import read_as
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.skills.skills import NOT_HERE
from graph.viewers import EVERYONE, Viewer

SHOWN = 5
POSTS_SHOWN = 3
LOOKED_AT = 12
# A related skill that thousands know is no reason for any one of them, and reading them all would cost too much.
NEIGHBOURS_LOOKED_AT = 300
# One more related skill counts for more than any weight of evidence.
PER_NEIGHBOUR = 1.0e12
# The people with the strongest evidence. Some of them have left, or hold the skill already.
BEGINNERS_LOOKED_AT = 60
# A popular skill has thousands of posts. The three best of this many are good enough.
POSTS_LOOKED_AT = 500


# People who want to learn `skill`.
WANTING: LiteralString = """
    COLLECT {
        MATCH (skill)<-[standing:STANDS_IN]-(person:Person)
        WHERE standing.wants AND coalesce(standing.shown_to, $everyone) = $everyone
          AND NOT person.id IN lost.known AND {{person is listed}} AND {{person is in reach}}
        RETURN {id: person.id, name: person.name, photo: person.photo,
                unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0]} AS one
        LIMIT $looked_at
    }
"""

# People who have shown it or are said to know it, but not enough to hold it.
BEGINNING: LiteralString = """
    COLLECT {
        // By node, without its label: the most are not read but sorted out by what their edge says.
        MATCH (skill)<-[knows:KNOWS]-(person)
        WHERE {{knows is shown}}
          AND knows.weight < $least AND coalesce(knows.level, 0) < $practitioner
        WITH lost, person, knows
        ORDER BY knows.weight DESC
        LIMIT $beginners
        WITH lost, person, knows
        WHERE NOT person.id IN lost.known AND {{person is listed}} AND {{person is in reach}}
        RETURN {id: person.id, name: person.name, photo: person.photo,
                unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0],
                evidence: knows.evidence, last_at: knows.last_at,
                level: knows.level, source: knows.source} AS one
        LIMIT $looked_at
    }
"""

# People who hold related skills.
BESIDE: LiteralString = """
    COLLECT {
        MATCH (skill)-[:RELATED|BROADER]-(near:Skill)<-[knows:KNOWS]-(person:Person)
        WHERE {{near is known}} AND {{knows is shown}} AND {{knows is enough}}
          AND NOT person.id IN lost.known AND {{person is listed}} AND {{person is in reach}}
        WITH person, near, knows
        LIMIT $neighbours
        WITH person, collect(DISTINCT near.name) AS names, sum(knows.weight) AS weight
        ORDER BY size(names) * $per_neighbour + weight DESC
        LIMIT $looked_at
        RETURN {id: person.id, name: person.name, photo: person.photo,
                unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], near: names} AS one
    }
"""

# The best posts about it.
POSTS: LiteralString = """
    COLLECT {
        MATCH (skill)<-[:ABOUT]-(post:Post)
        WHERE {{post is open}} AND post.retired_at IS NULL
          AND (post.kind <> 'question' OR post.is_accepted)
          AND coalesce(post.freshness, 'fresh') <> 'outdated'
        WITH post
        LIMIT $posts_looked_at
        RETURN {id: post.id, kind: post.kind, title: post.title} AS post
        ORDER BY post.score DESC
        LIMIT $posts
    }
"""


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Someone who could learn the skill soonest, and why.

    They have shown it before (`evidence` pieces, the last at `last_at`), have a stated level below practitioner
    (`level`, with its source), know related skills (`near`), or want to learn it.
    """

    id: PersonId
    name: str
    photo: str | None
    unit: str
    wants: bool
    evidence: int
    last_at: datetime | None
    level: int | None
    source: LevelSource | None
    near: tuple[str, ...]

    @property
    def kinds(self) -> int:
        """The number of different kinds of reason for them."""
        return self.wants + bool(self.evidence or self.level) + bool(self.near)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A post that would remain."""

    id: PostId
    kind: PostKind
    title: str


@dataclass(frozen=True, kw_only=True)
class Takeover:
    """The people who could take a skill over, at most five, and the best posts about it, at most three."""

    successors: tuple[Successor, ...]
    posts: tuple[Written, ...]


@dataclass(frozen=True, kw_only=True)
class SkillHolders:
    """A skill and the people who hold it, by name. Three means three or more."""

    slug: SkillSlug
    name: str
    holders: tuple[Author, ...]

    @property
    def coverage(self) -> Coverage:
        return coverage.of(len(self.holders))


@dataclass(frozen=True, kw_only=True)
class _Wanting:
    id: PersonId
    name: str
    photo: str | None
    unit: str | None


@dataclass(frozen=True, kw_only=True)
class _Beginning:
    id: PersonId
    name: str
    photo: str | None
    unit: str | None
    evidence: int
    last_at: datetime | None
    level: int | None
    source: LevelSource | None


@dataclass(frozen=True, kw_only=True)
class _Beside:
    id: PersonId
    name: str
    photo: str | None
    unit: str | None
    near: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    slug: SkillSlug
    wanting: tuple[_Wanting, ...]
    beginning: tuple[_Beginning, ...]
    beside: tuple[_Beside, ...]
    posts: tuple[Written, ...]


def holders(skill: SkillSlug, *, viewer: Viewer) -> SkillHolders:
    """Return the people who hold a skill. Raises `NotFound`, including for skills the viewer may not know about."""
    rows = read_as(
        SkillHolders,
        """
        MATCH (skill:Skill {slug: $skill})
        WHERE {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND {{knows is enough}} AND {{person is listed}} AND {{person is in reach}}
                   RETURN DISTINCT {{person is named}} AS holder
                   LIMIT $enough
               } AS holders
        """,
        skill=skill,
        audiences=viewer.audiences,
        enough=coverage.WELL_COVERED,
        **coverage.limits(),
    )
    found = only(rows, otherwise=NotFound(NOT_HERE))
    return replace(found, holders=tuple(sorted(found.holders, key=lambda person: person.name)))


def of(holders: Mapping[SkillSlug, Collection[PersonId]], *, viewer: Viewer) -> dict[SkillSlug, Takeover]:
    """Return the takeover for each of these skills, leaving out the people who hold it or are to leave.

    If more than five people qualify, those with the most kinds of reason are named.
    """
    rows = _rows([{"slug": slug, "known": list(known)} for slug, known in holders.items()], viewer)
    return {row.slug: _takeover(row) for row in rows}


def _rows(lost: list[dict[str, object]], viewer: Viewer) -> tuple[_Row, ...]:
    return read_as(
        _Row,
        """
        UNWIND $lost AS lost
        MATCH (skill:Skill {slug: lost.slug})
        RETURN lost.slug AS slug, """
        + WANTING
        + " AS wanting, "
        + BEGINNING
        + " AS beginning, "
        + BESIDE
        + " AS beside, "
        + POSTS
        + " AS posts",
        lost=lost,
        audiences=viewer.audiences,
        everyone=EVERYONE,
        looked_at=LOOKED_AT,
        neighbours=NEIGHBOURS_LOOKED_AT,
        per_neighbour=PER_NEIGHBOUR,
        beginners=BEGINNERS_LOOKED_AT,
        posts=POSTS_SHOWN,
        posts_looked_at=POSTS_LOOKED_AT,
        **coverage.limits(),
    )


def _takeover(row: _Row) -> Takeover:
    found = defaultdict[PersonId, _Reasons](_Reasons)
    for one in row.wanting:
        found[one.id].wants = True
    for one in row.beginning:
        found[one.id].add(one)
    for one in row.beside:
        found[one.id].near = tuple(sorted(one.near, key=str.casefold))
    people = {one.id: one for side in (row.wanting, row.beginning, row.beside) for one in side}
    named = [reasons.of(people[id]) for id, reasons in found.items()]
    chosen = sorted(named, key=lambda one: (-one.kinds, one.name))[:SHOWN]
    return Takeover(successors=tuple(sorted(chosen, key=lambda one: one.name)), posts=row.posts)


@dataclass
class _Reasons:
    """The reasons for one person, gathered from every source."""

    wants: bool = False
    evidence: int = 0
    last_at: datetime | None = None
    level: int | None = None
    source: LevelSource | None = None
    near: tuple[str, ...] = ()

    def add(self, shown: _Beginning) -> None:
        """Add what someone has shown to one audience. There is one row for each audience the viewer belongs to."""
        self.evidence += shown.evidence
        self.last_at = max(filter(None, (self.last_at, shown.last_at)), default=None)
        self.level, self.source = shown.level, shown.source

    def of(self, person: _Wanting | _Beginning | _Beside) -> Successor:
        return Successor(
            id=person.id,
            name=person.name,
            photo=person.photo,
            unit=person.unit or "",
            wants=self.wants,
            evidence=self.evidence,
            last_at=self.last_at,
            level=self.level,
            source=self.source,
            near=self.near,
        )
