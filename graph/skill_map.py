"""The map of the skills: how much there is about each, how well it is covered, and what ties them together.

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
from graph.viewers import Viewer

MOST_SKILLS = 300
MOST_HOPS = 3
# What was named together lately says best what belongs together now, and bounds what a map costs on a large site.
POSTS_LOOKED_AT = 4_000
LEAST_TOGETHER = 2
# More lines than this to each skill and the map is a ball of wool.
TIES_BY_POSTS = 4
WELL_COVERED = 3

Coverage = Literal["good", "thin", "none"]
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
    """A skill on the map. Covered well is what three people or more have shown or said that they know."""

    slug: SkillSlug
    name: str
    posts: int
    coverage: Coverage
    ties: tuple[Tie, ...]


def draw(*, around: SkillSlug | None, hops: int, community: str | None, viewer: Viewer) -> tuple[MapSkill, ...]:
    """Return the skills with the most posts, at most 300, the most used first.

    `around` leaves those within so many hops (1 to 3) of a skill, `community` those that its posts name.
    """
    together = _together(community, viewer=viewer)
    near = _near(around, min(max(hops, 1), MOST_HOPS), together, viewer=viewer) if around else None
    rows = _skills(near, community, viewer=viewer)
    names = {row["slug"]: row["name"] for row in rows}
    ties = _ties(names, together)
    return tuple(
        MapSkill(
            slug=row["slug"],
            name=row["name"],
            posts=row["posts"],
            coverage=_coverage(row["people"]),
            ties=tuple(ties[row["slug"]]),
        )
        for row in rows
    )


def _together(community: str | None, *, viewer: Viewer) -> Counter[Pair]:
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
    counted = Counter(pair for row in rows for pair in combinations(sorted(row["skills"]), 2))
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


def _skills(near: list[SkillSlug] | None, community: str | None, *, viewer: Viewer) -> list[Row]:
    return read(
        """
        MATCH (skill:Skill)
        WHERE ($near IS NULL OR skill.slug IN $near)
          AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        WITH skill, COUNT {
            MATCH (skill)<-[:ABOUT]-(post:Post)
            WHERE post.audience IN $audiences AND post.retired_at IS NULL
              AND ($community IS NULL OR EXISTS { (post)-[:IN]->(within:Community) WHERE within.slug = $community })
        } AS posts
        WHERE posts > 0 OR ($near IS NOT NULL AND $community IS NULL)
        WITH skill, posts
        ORDER BY posts DESC, skill.slug
        LIMIT $most
        RETURN skill.slug AS slug,
               skill.name AS name,
               posts,
               size(COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE knows.audience IN $audiences AND knows.hidden IS NULL
                     AND (knows.evidence > 0 OR knows.level >= 3)
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                   RETURN DISTINCT person.id AS id
                   LIMIT $enough
               }) AS people
        """,
        near=near,
        community=community,
        audiences=viewer.audiences,
        most=MOST_SKILLS,
        enough=WELL_COVERED,
    )


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


def _said(slugs: Iterable[SkillSlug]) -> list[tuple[SkillSlug, SkillSlug, bool]]:
    """Return what people said lies beside or above what, among skills that the viewer sees."""
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (:Skill {slug: slug})-[tie:RELATED|BROADER]->(other:Skill)
        WHERE other.slug IN $slugs
        RETURN slug, other.slug AS other, type(tie) = 'BROADER' AS is_broader
        ORDER BY is_broader DESC, slug, other
        """,
        slugs=list(slugs),
    )
    return [(row["slug"], row["other"], row["is_broader"]) for row in rows]


def _coverage(people: int) -> Coverage:
    return "good" if people >= WELL_COVERED else "thin" if people else "none"
