"""Who is closest to take over a skill, why, and what is written about it already.

Nobody has a score: everybody is named with what speaks for them, by name. What they hide, or does not want said, does
not speak for them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.cards import Author, Kind
from graph.driver import Row, having, only, read
from graph.errors import NotFound
from graph.expertise.stated_levels import Source
from graph.ids import PersonId, PostId, SkillSlug
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.skills.skills import NOT_HERE
from graph.viewers import EVERYONE, Viewer

SHOWN = 5
POSTS_SHOWN = 3
LOOKED_AT = 12
# A neighbour that thousands know speaks for none of them, and must not cost as much as they are.
NEIGHBOURS_LOOKED_AT = 300
# Who has shown most of it; some of them have left, or hold it already.
BEGINNERS_LOOKED_AT = 60
# A hot skill has thousands of posts, and the three best of so many are good enough to leave behind.
POSTS_LOOKED_AT = 500


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Somebody who could learn it soonest, and why.

    They have shown it before (`evidence` pieces, the last at `last_at`) or are said to be below a practitioner
    (`level`, with its source), know what lies beside it (`near`), or want to learn it.
    """

    id: PersonId
    name: str
    unit: str
    wants: bool
    evidence: int
    last_at: datetime | None
    level: int | None
    source: Source | None
    near: tuple[str, ...]

    @property
    def kinds(self) -> int:
        """How many kinds of reason speak for them."""
        return self.wants + bool(self.evidence or self.level) + bool(self.near)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A post that would stay."""

    id: PostId
    kind: Kind
    title: str


@dataclass(frozen=True, kw_only=True)
class Heritage:
    """Who could take a skill over, at most five, and the best of what is written about it, at most three."""

    successors: tuple[Successor, ...]
    posts: tuple[Written, ...]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A skill and who holds it, by name: three stand for three or more."""

    slug: SkillSlug
    name: str
    holders: tuple[Author, ...]

    @property
    def coverage(self) -> Coverage:
        return coverage.of(len(self.holders))


def holding(skill: SkillSlug, *, viewer: Viewer) -> Holding:
    """Return who holds a skill. Raises `NotFound`, also for one that the viewer may not know of."""
    rows = read(
        """
        MATCH (skill:Skill {slug: $skill})
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug,
               skill.name AS name,
               COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE knows.audience IN $audiences AND knows.hidden IS NULL
                     AND (knows.weight >= $least OR knows.level >= $practitioner)
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                     AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
                   RETURN DISTINCT {id: person.id, name: person.name} AS holder
                   LIMIT $enough
               } AS holders
        """,
        skill=skill,
        audiences=viewer.audiences,
        enough=coverage.WELL_COVERED,
        **coverage.limits(),
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    holders = sorted((Author(**person) for person in row["holders"]), key=lambda person: person.name)
    return Holding(**having(row, holders=tuple(holders)))


def of(holders: Mapping[SkillSlug, Collection[PersonId]], *, viewer: Viewer) -> dict[SkillSlug, Heritage]:
    """Return what there is for each of these skills, beside those who hold it or are to leave.

    If there are more than five, those for whom most kinds of reason speak are named.
    """
    rows = _rows([{"slug": slug, "known": list(known)} for slug, known in holders.items()], viewer)
    return {row["slug"]: _heritage(row) for row in rows}


def _rows(lost: list[dict[str, object]], viewer: Viewer) -> list[Row]:
    return read(
        """
        UNWIND $lost AS lost
        MATCH (skill:Skill {slug: lost.slug})
        RETURN lost.slug AS slug,
               COLLECT {
                   MATCH (skill)<-[standing:STANDS_IN]-(person:Person)
                   WHERE standing.wants AND coalesce(standing.shown_to, $everyone) = $everyone
                     AND NOT person.id IN lost.known
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                     AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
                   RETURN {id: person.id, name: person.name,
                           unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0]} AS one
                   LIMIT $looked_at
               } AS wanting,
               COLLECT {
                   // By node, without its label: the most are not read but sorted out by what their edge says.
                   MATCH (skill)<-[knows:KNOWS]-(person)
                   WHERE knows.audience IN $audiences AND knows.hidden IS NULL
                     AND knows.weight < $least AND coalesce(knows.level, 0) < $practitioner
                   WITH lost, person, knows
                   ORDER BY knows.weight DESC
                   LIMIT $beginners
                   WITH lost, person, knows
                   WHERE NOT person.id IN lost.known
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                     AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
                   RETURN {id: person.id, name: person.name,
                           unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0],
                           evidence: knows.evidence, last_at: knows.last_at,
                           level: knows.level, source: knows.source} AS one
                   LIMIT $looked_at
               } AS beginning,
               COLLECT {
                   MATCH (skill)-[:RELATED|BROADER]-(near:Skill)<-[knows:KNOWS]-(person:Person)
                   WHERE ANY(audience IN near.audiences WHERE audience IN $audiences)
                     AND knows.audience IN $audiences AND knows.hidden IS NULL
                     AND (knows.weight >= $least OR knows.level >= $practitioner)
                     AND NOT person.id IN lost.known
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                     AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
                   WITH person, near, knows
                   LIMIT $neighbours
                   WITH person, collect(DISTINCT near.name) AS names, sum(knows.weight) AS weight
                   ORDER BY size(names) * 1.0e12 + weight DESC
                   LIMIT $looked_at
                   RETURN {id: person.id, name: person.name,
                           unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], near: names} AS one
               } AS beside,
               COLLECT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE post.audience IN $audiences AND post.retired_at IS NULL
                     AND (post.kind <> 'question' OR post.is_accepted)
                     AND coalesce(post.freshness, 'fresh') <> 'outdated'
                   WITH post
                   LIMIT $posts_looked_at
                   RETURN {id: post.id, kind: post.kind, title: post.title} AS post
                   ORDER BY post.score DESC
                   LIMIT $posts
               } AS posts
        """,
        lost=lost,
        audiences=viewer.audiences,
        everyone=EVERYONE,
        looked_at=LOOKED_AT,
        neighbours=NEIGHBOURS_LOOKED_AT,
        beginners=BEGINNERS_LOOKED_AT,
        posts=POSTS_SHOWN,
        posts_looked_at=POSTS_LOOKED_AT,
        **coverage.limits(),
    )


def _heritage(row: Row) -> Heritage:
    found = defaultdict[PersonId, _Reasons](_Reasons)
    for one in row["wanting"]:
        found[one["id"]].wants = True
    for one in row["beginning"]:
        found[one["id"]].hear(one)
    for one in row["beside"]:
        found[one["id"]].near = tuple(sorted(one["near"], key=str.casefold))
    people = {one["id"]: one for side in ("wanting", "beginning", "beside") for one in row[side]}
    named = [
        Successor(id=id, name=people[id]["name"], unit=people[id]["unit"] or "", **vars(reasons))
        for id, reasons in found.items()
    ]
    chosen = sorted(named, key=lambda one: (-one.kinds, one.name))[:SHOWN]
    return Heritage(
        successors=tuple(sorted(chosen, key=lambda one: one.name)),
        posts=tuple(Written(**post) for post in row["posts"]),
    )


@dataclass
class _Reasons:
    """What speaks for somebody, gathered from each side."""

    wants: bool = False
    evidence: int = 0
    last_at: datetime | None = None
    level: int | None = None
    source: Source | None = None
    near: tuple[str, ...] = ()

    def hear(self, row: Row) -> None:
        """Add what somebody has shown to one audience; there is a row for each that the viewer belongs to."""
        self.evidence += row["evidence"]
        self.last_at = max(filter(None, (self.last_at, row["last_at"])), default=None)
        self.level, self.source = row["level"], row["source"]
