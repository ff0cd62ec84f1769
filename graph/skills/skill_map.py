"""The map of the skills: how much is said of each lately, how well it is covered, and what ties them together.

All of it is read through one viewer's eyes: a skill, a post, a person or a tie that they may not see is not counted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from graph import clock
from graph.driver import Row, read
from graph.ids import SkillSlug
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.viewers import Viewer

MOST_SKILLS = 300
MOST_HOPS = 3
# What was named lately, and together, says best what matters now, and bounds what a map costs on a large site.
POSTS_LOOKED_AT = 4_000
LEAST_TOGETHER = 2
# More lines than this to each skill and the map is a ball of wool.
TIES_BY_POSTS = 4

Why = Literal["broader", "narrower", "related", "together"]

Pair = tuple[SkillSlug, SkillSlug]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """What ties a skill to another; `together` counts the posts that name both, where that is the reason."""

    slug: SkillSlug
    name: str
    why: Why
    together: int


@dataclass(frozen=True, kw_only=True)
class MapSkill:
    """A skill on the map, with how many of the latest 4,000 posts name it. Coverage is of graph/skills/coverage.py."""

    slug: SkillSlug
    name: str
    posts: int
    coverage: Coverage
    ties: tuple[Tie, ...]


def draw(*, around: SkillSlug | None, hops: int, community: str | None, viewer: Viewer) -> tuple[MapSkill, ...]:
    """Return the skills that the latest posts name most often, at most 300, the most used first.

    `around` leaves those within so many hops (1 to 3) of a skill, `community` those that its posts name.
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
    """Return what the latest posts name, a list for each post."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key < $before AND post.audience IN $audiences AND post.retired_at IS NULL
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
        WHERE ANY(audience IN other.audiences WHERE audience IN $audiences)
        RETURN DISTINCT other.slug AS slug
        """,
        slugs=list(slugs),
        audiences=viewer.audiences,
    )
    return [row["slug"] for row in rows]


def _chosen(
    near: Collection[SkillSlug] | None, posts: Counter[SkillSlug], community: str | None, *, viewer: Viewer
) -> dict[SkillSlug, str]:
    """Return the names of those to draw, the most used first: what posts name, and what lies near the centre."""
    rows = _known(near, viewer=viewer)
    is_wide = community is None
    drawn = [row for row in rows if posts[row["slug"]] or (is_wide and (row["is_named"] or near is not None))]
    most = sorted(drawn, key=lambda row: (-posts[row["slug"]], row["slug"]))[:MOST_SKILLS]
    return {row["slug"]: row["name"] for row in most}


def _known(near: Collection[SkillSlug] | None, *, viewer: Viewer) -> list[Row]:
    # COLLECT stops at its limit; EXISTS goes on through all posts of a skill on ArcadeDB, COUNT on both engines.
    return read(
        """
        MATCH (skill:Skill)
        WHERE ($near IS NULL OR skill.slug IN $near)
          AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug,
               skill.name AS name,
               size(COLLECT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE post.audience IN $audiences AND post.retired_at IS NULL
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
                   WHERE knows.audience IN $audiences AND knows.hidden IS NULL
                     AND (knows.weight >= $least OR knows.level >= $practitioner)
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                     AND (person.away_until IS NULL OR person.away_until < datetime($too_long))
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


def _ties(names: Mapping[SkillSlug, str], together: Counter[Pair]) -> dict[SkillSlug, list[Tie]]:
    ties = defaultdict[SkillSlug, list[Tie]](list)
    said = set[Pair]()
    for one, other, is_broader in _said(names):
        if one != other and (one, other) not in said:
            said |= {(one, other), (other, one)}
            ties[one].append(Tie(slug=other, name=names[other], why="broader" if is_broader else "related", together=0))
            ties[other].append(Tie(slug=one, name=names[one], why="narrower" if is_broader else "related", together=0))
    by_posts = Counter[SkillSlug]()
    for (one, other), count in together.most_common():
        is_new = {one, other} <= names.keys() and (one, other) not in said
        if is_new and max(by_posts[one], by_posts[other]) < TIES_BY_POSTS:
            by_posts.update((one, other))
            ties[one].append(Tie(slug=other, name=names[other], why="together", together=count))
            ties[other].append(Tie(slug=one, name=names[one], why="together", together=count))
    return ties


def _said(slugs: Collection[SkillSlug]) -> list[tuple[SkillSlug, SkillSlug, bool]]:
    """Return what people said lies beside or above what, among skills that the viewer sees."""
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
