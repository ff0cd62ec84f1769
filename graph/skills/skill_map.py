"""The map of skills: how many recent posts name each, how well it is covered, and how they are tied to each other.

Only what the viewer may see counts, be it a skill, a post, a person or a tie.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from graph import clock
from graph.driver import read
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.viewers import Viewer

MOST_SKILLS = 300
MOST_HOPS = 3
# Recent posts show best what matters now, and reading only these keeps the map quick on a large site.
POSTS_LOOKED_AT = 4_000
LEAST_TOGETHER = 2
# With more lines for each skill the map becomes a tangle.
TIES_BY_POSTS = 4

TieReason = Literal["broader", "narrower", "related", "together"]

Pair = tuple[SkillSlug, SkillSlug]


@dataclass(frozen=True, kw_only=True)
class MapTie:
    """How a skill is tied to another. `together` counts the posts that name both, if that is the reason."""

    slug: SkillSlug
    name: str
    why: TieReason
    together: int


@dataclass(frozen=True, kw_only=True)
class MapSkill:
    """A skill on the map, and how many of the latest 4,000 posts name it."""

    slug: SkillSlug
    name: str
    posts: int
    coverage: Coverage
    ties: tuple[MapTie, ...]


def draw(*, around: SkillSlug | None, hops: int, community: str | None, viewer: Viewer) -> tuple[MapSkill, ...]:
    """Return at most 300 skills that the latest posts name, the most used first.

    `around` keeps those within this many hops (1 to 3) of a skill, `community` those that its posts name.
    """
    named = _named(community, viewer=viewer)
    posts = Counter(slug for skills in named for slug in skills)
    together = _together(named)
    near = _near(around, min(max(hops, 1), MOST_HOPS), together, viewer=viewer) if around else None
    names = _chosen(near, posts, community, viewer=viewer)
    ties, holders = _ties(names, together), _holders(names, viewer=viewer)
    return tuple(
        MapSkill(slug=slug, name=name, posts=posts[slug], coverage=coverage.of(holders[slug]), ties=tuple(ties[slug]))
        for slug, name in names.items()
    )


def _named(community: str | None, *, viewer: Viewer) -> list[list[SkillSlug]]:
    """Return the skills that the latest posts name, a list for each post."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key < $before AND {{post is open}} AND post.retired_at IS NULL
          AND ($community IS NULL OR EXISTS { (post)-[:IN]->(within:Community) WHERE within.slug = $community })
        RETURN [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        ORDER BY post.posted_key DESC
        LIMIT $looked_at
        """,
        before=clock.FAR_FUTURE,
        audiences=viewer.audiences,
        community=community,
        looked_at=POSTS_LOOKED_AT,
    )
    return [row["skills"] for row in rows]


def _together(named: Iterable[Iterable[SkillSlug]]) -> Counter[Pair]:
    counted = Counter(pair for skills in named for pair in combinations(sorted(skills), 2))
    return Counter({pair: count for pair, count in counted.items() if count >= LEAST_TOGETHER})


def _near(around: SkillSlug, hops: int, together: Iterable[Pair], *, viewer: Viewer) -> list[SkillSlug]:
    beside = defaultdict[SkillSlug, set[SkillSlug]](set)
    for one, other in together:
        beside[one].add(other)
        beside[other].add(one)
    found, edge = [around], [around]
    for _ in range(hops):
        reached = {slug for one in edge for slug in beside[one]} | set(_tied(edge, viewer=viewer))
        edge = sorted(reached - set(found))
        found += edge
    return found[:MOST_SKILLS]


def _tied(slugs: Collection[SkillSlug], *, viewer: Viewer) -> list[SkillSlug]:
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (:Skill {slug: slug})-[:RELATED|BROADER]-(other:Skill)
        WHERE {{other is known}}
        RETURN DISTINCT other.slug AS slug
        """,
        slugs=list(slugs),
        audiences=viewer.audiences,
    )
    return [row["slug"] for row in rows]


def _chosen(
    near: Collection[SkillSlug] | None, posts: Counter[SkillSlug], community: str | None, *, viewer: Viewer
) -> dict[SkillSlug, str]:
    """Return the names of the skills to draw, the most used first: those that posts name, and those near the centre."""
    known = _known(near, viewer=viewer)
    is_wide = community is None
    drawn = [one for one in known if posts[one.slug] or (is_wide and (one.is_named or near is not None))]
    most = sorted(drawn, key=lambda one: (-posts[one.slug], one.slug))[:MOST_SKILLS]
    return {one.slug: one.name for one in most}


@dataclass(frozen=True, kw_only=True)
class _Known:
    slug: SkillSlug
    name: str
    is_named: bool


def _known(near: Collection[SkillSlug] | None, *, viewer: Viewer) -> tuple[_Known, ...]:
    # COLLECT stops at its limit; EXISTS goes on through all posts of a skill on ArcadeDB, COUNT on both engines.
    return read_as(
        _Known,
        """
        MATCH (skill:Skill)
        WHERE ($near IS NULL OR skill.slug IN $near) AND {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               size(COLLECT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE {{post is open}} AND post.retired_at IS NULL
                   RETURN post.id AS id
                   LIMIT 1
               }) > 0 AS is_named
        """,
        near=near,
        audiences=viewer.audiences,
    )


def _holders(slugs: Iterable[SkillSlug], *, viewer: Viewer) -> dict[SkillSlug, int]:
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (skill:Skill {slug: slug})
        RETURN slug,
               size(COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND {{knows is enough}}
                     AND {{person is listed}} AND {{person is in reach}}
                   RETURN DISTINCT person.id AS id
                   LIMIT $enough
               }) AS holders
        """,
        slugs=list(slugs),
        audiences=viewer.audiences,
        enough=coverage.WELL_COVERED,
        **coverage.limits(),
    )
    return {row["slug"]: row["holders"] for row in rows}


def _ties(names: Mapping[SkillSlug, str], together: Counter[Pair]) -> dict[SkillSlug, list[MapTie]]:
    ties = defaultdict[SkillSlug, list[MapTie]](list)
    said = set[Pair]()
    for one, other, is_broader in _said(names):
        if one != other and (one, other) not in said:
            said |= {(one, other), (other, one)}
            ties[one].append(
                MapTie(slug=other, name=names[other], why="broader" if is_broader else "related", together=0)
            )
            ties[other].append(
                MapTie(slug=one, name=names[one], why="narrower" if is_broader else "related", together=0)
            )
    by_posts = Counter[SkillSlug]()
    for (one, other), count in together.most_common():
        is_new = {one, other} <= names.keys() and (one, other) not in said
        if is_new and max(by_posts[one], by_posts[other]) < TIES_BY_POSTS:
            by_posts.update((one, other))
            ties[one].append(MapTie(slug=other, name=names[other], why="together", together=count))
            ties[other].append(MapTie(slug=one, name=names[one], why="together", together=count))
    return ties


def _said(slugs: Collection[SkillSlug]) -> list[tuple[SkillSlug, SkillSlug, bool]]:
    """Return which of these skills people have related to each other, or said to be broader."""
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (:Skill {slug: slug})-[tie:RELATED|BROADER]->(other:Skill)
        RETURN slug, other.slug AS other, type(tie) = 'BROADER' AS is_broader
        ORDER BY is_broader DESC, slug, other
        """,
        slugs=list(slugs),
    )
    drawn = set(slugs)
    return [(row["slug"], row["other"], row["is_broader"]) for row in rows if row["other"] in drawn]
