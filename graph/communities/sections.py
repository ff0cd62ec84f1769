"""Sections of a community: up to eight skills by which its page sorts posts, narrower skills counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.cards import Page, SkillTag, page
from graph.communities.memberships import NOT_HERE
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import SkillSlug, new_id
from graph.rows import read_as
from graph.skills import skills
from graph.viewers import Viewer

MOST = 8
PROPOSED = 12

COACHES_ONLY = Forbidden("Only a coach of this community can choose its sections.")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section and how many posts in it the viewer may see. A post can be in several."""

    slug: SkillSlug
    name: str
    posts: int


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The sections of a community, in the order of its coaches, and how many posts are in none of them, and in all."""

    sections: tuple[Section, ...]
    rest: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What coaches choose from: the sections that there are, and skills of many of its posts, most used first."""

    slug: str
    name: str
    chosen: tuple[str, ...]
    frequent: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Section:
    slug: SkillSlug
    name: str
    parts: tuple[SkillSlug, ...]


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """How many posts have exactly these skills."""

    skills: tuple[SkillSlug, ...]
    posts: int


def of(slug: str, *, viewer: Viewer) -> Contents | None:
    """Return the sections of a community. `None` if it has none that this viewer may know of."""
    found = _sections(slug, viewer=viewer)
    if not found:
        return None
    kinds = read_as(
        _Kind,
        """
        MATCH (:Community {slug: $slug})<-[:IN]-(post:Post)
        WHERE post.posted_key IS NOT NULL AND {{post is open}}
        WITH [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        RETURN skills, count(*) AS posts
        """,
        slug=slug,
        audiences=viewer.audiences,
    )
    return Contents(
        sections=tuple(Section(slug=one.slug, name=one.name, posts=_posts(kinds, one.parts)) for one in found),
        rest=sum(kind.posts for kind in kinds) - _posts(kinds, _parts(found)),
        total=sum(kind.posts for kind in kinds),
    )


def posts(slug: str, section: SkillSlug | None, *, viewer: Viewer, before: int) -> Page:
    """Return a page of the posts in a section before this key, newest first, or of those that are in none.

    Raises `NotFound` if the viewer may not see it.
    """
    found = _sections(slug, viewer=viewer)
    if not any(section in (None, one.slug) for one in found):
        raise NotFound(NOT_HERE)
    rows = read(
        """
        MATCH (:Community {slug: $slug})<-[:IN]-(post:Post)
        WHERE post.posted_key < $before AND {{post is open}}
          AND EXISTS { MATCH (post)-[:ABOUT]->(skill:Skill) WHERE skill.slug IN $parts } <> $is_rest
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        slug=slug,
        parts=_parts([one for one in found if section in (None, one.slug)]),
        is_rest=section is None,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def options(slug: str, *, viewer: Viewer) -> Choice:
    """Return what the coaches choose from. Raises `Forbidden` for everyone else."""
    found = read_as(
        Choice,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.slug AS slug, community.name AS name, COLLECT {
            MATCH (community)-[has:HAS_SECTION]->(section:Skill)
            WHERE {{section is known}}
            RETURN section.name AS name
            ORDER BY has.position
        } AS chosen, COLLECT {
            MATCH (community)<-[:IN]-(post:Post)-[:ABOUT]->(skill:Skill)
            WHERE {{post is open}} AND {{skill is known}}
            WITH skill.name AS name, count(*) AS posts
            RETURN name
            ORDER BY posts DESC, name
            LIMIT $most
        } AS frequent
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
        most=PROPOSED,
    )
    return only(found, otherwise=COACHES_ONLY)


def choose(slug: str, names: Sequence[str], *, by: Viewer) -> None:
    """Choose the sections of a community, in this order; none takes them away. The audit log records it, once.

    Raises `Forbidden` for everyone but its coaches, and `Invalid` for more than eight and for skills that don't exist.
    """
    options(slug, viewer=by)
    chosen = _known(names, by=by)
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        // Writing before looking takes the lock.
        SET community.sections_lock = $entry
        WITH me, community, COLLECT {
            MATCH (community)-[has:HAS_SECTION]->(section:Skill)
            RETURN section.slug AS slug
            ORDER BY has.position
        } AS before, [(community)-[former:HAS_SECTION]->(:Skill) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        FOREACH (_ IN CASE WHEN before = $sections THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_sections'})-[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key)
        WITH community
        UNWIND CASE WHEN size($sections) = 0 THEN [null] ELSE range(0, size($sections) - 1) END AS position
        OPTIONAL MATCH (section:Skill {slug: $sections[position]})
        FOREACH (_ IN CASE WHEN section IS NULL THEN [] ELSE [1] END |
            CREATE (community)-[:HAS_SECTION {position: position}]->(section))
        RETURN community.id AS id
        """,
        slug=slug,
        sections=[one.slug for one in chosen],
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        raise COACHES_ONLY


def _sections(slug: str, *, viewer: Viewer) -> tuple[_Section, ...]:
    return read_as(
        _Section,
        """
        MATCH (community:Community {slug: $slug})-[has:HAS_SECTION]->(section:Skill)
        WHERE {{community is open to the viewer}} AND {{section is known}}
        RETURN section.slug AS slug, section.name AS name, COLLECT {
            MATCH (part:Skill)-[:BROADER*0..12]->(wider:Skill)
            WHERE wider.slug = section.slug
            RETURN DISTINCT part.slug AS slug
        } AS parts
        ORDER BY has.position
        """,
        slug=slug,
        audiences=viewer.audiences,
    )


def _parts(sections: Sequence[_Section]) -> list[SkillSlug]:
    return [part for one in sections for part in one.parts]


def _posts(kinds: Sequence[_Kind], parts: Sequence[SkillSlug]) -> int:
    return sum(kind.posts for kind in kinds if not set(parts).isdisjoint(kind.skills))


def _known(names: Sequence[str], *, by: Viewer) -> tuple[SkillTag, ...]:
    """Return the skills of these names, each once."""
    if len(names) > MOST:
        raise Invalid(sections=f"Choose at most {MOST} skills.")
    found = {tag.slug: tag for name in names for tag in skills.resolve([name], by=by.id)}
    rows = read(
        "MATCH (skill:Skill) WHERE skill.slug IN $slugs AND {{skill is known}} RETURN skill.slug AS slug",
        slugs=list(found),
        audiences=by.audiences,
    )
    here = {row["slug"] for row in rows}
    if unknown := [tag.name for tag in found.values() if tag.slug not in here]:
        raise Invalid(sections=f"There is no skill called {', '.join(unknown)}. Choose one that posts or people have.")
    return tuple(found.values())
