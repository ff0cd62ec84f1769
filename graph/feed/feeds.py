"""What feeds show: the thirty newest questions, or posts about a skill or in a community, that their owner may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph.cards import Card, CommunityTag, SkillTag, by_name, cards
from graph.clock import FAR_FUTURE
from graph.driver import only
from graph.errors import NotFound
from graph.feed.feed_addresses import NOT_HERE
from graph.ids import PostId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 30

# Of the posts `post`, the newest that the viewer may see.
NEWEST: LiteralString = """
    WHERE post.posted_key < $before AND {{post is open}} AND post.retired_at IS NULL
    RETURN {id: post.id, edited_at: post.edited_at} AS one
    ORDER BY post.posted_key DESC
    LIMIT $shown
"""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A post in a feed, and when its text last changed."""

    card: Card
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed, newest first. `slug` and `name` are those of its skill or community, and empty for all questions."""

    slug: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """The skills and communities whose feeds the page offers, by name."""

    skills: tuple[SkillTag, ...]
    communities: tuple[CommunityTag, ...]


@dataclass(frozen=True, kw_only=True)
class _Shown:
    id: PostId
    edited_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    slug: str
    name: str
    posts: tuple[_Shown, ...]


def of_questions(*, viewer: Viewer) -> Feed:
    """Return the feed of all questions."""
    posts = read_as(
        _Shown,
        """
        MATCH (question:Question)
        WHERE question.asked_key < $before AND {{question is open}} AND question.retired_at IS NULL
        WITH question
        ORDER BY question.asked_key DESC
        LIMIT $shown
        RETURN question.id AS id, question.edited_at AS edited_at
        """,
        before=FAR_FUTURE,
        audiences=viewer.audiences,
        shown=SHOWN,
    )
    return _feed(_Row(slug="", name="", posts=posts), viewer)


def of_skill(slug: SkillSlug, *, viewer: Viewer) -> Feed:
    """Return the feed of a skill, by its slug or that of another of its names. Raises `NotFound`, as for any other."""
    found = read_as(
        _Row,
        """
        OPTIONAL MATCH (named:Skill {slug: $slug})
            WHERE {{named is known}}
        OPTIONAL MATCH (alias:Alias {slug: $slug})-[:NAMES]->(meant:Skill)
            WHERE {{alias is readable}}
        WITH coalesce(named, meant) AS skill
        WHERE skill IS NOT NULL AND {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               COLLECT { MATCH (skill)<-[:ABOUT]-(post:Post)
        """
        + NEWEST
        + "} AS posts",
        slug=slug,
        before=FAR_FUTURE,
        audiences=viewer.audiences,
        shown=SHOWN,
    )
    return _feed(only(found, otherwise=NotFound(NOT_HERE)), viewer)


def of_community(slug: str, *, viewer: Viewer) -> Feed:
    """Return the feed of a community. Raises `NotFound`, also for a private one that the viewer isn't a member of."""
    found = read_as(
        _Row,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is open to the viewer}}
        RETURN community.slug AS slug,
               community.name AS name,
               COLLECT { MATCH (community)<-[:IN]-(post:Post)
        """
        + NEWEST
        + "} AS posts",
        slug=slug,
        before=FAR_FUTURE,
        audiences=viewer.audiences,
        shown=SHOWN,
    )
    return _feed(only(found, otherwise=NotFound(NOT_HERE)), viewer)


def offered(*, skill: str, community: str, viewer: Viewer) -> Offered:
    """Return what the viewer follows or belongs to, and the skill or community with this slug, if they may see it."""
    [found] = read_as(
        Offered,
        """
        OPTIONAL MATCH (wanted:Skill {slug: $skill})
            WHERE {{wanted is known}}
        OPTIONAL MATCH (place:Community {slug: $community})
            WHERE {{place is open to the viewer}}
        MATCH (me:Person {id: $viewer})
        RETURN CASE WHEN wanted IS NULL THEN [] ELSE [{slug: wanted.slug, name: wanted.name}] END
               + [(me)-[:FOLLOWS]->(one:Skill) WHERE {{one is known}} | {slug: one.slug, name: one.name}] AS skills,
               CASE WHEN place IS NULL THEN [] ELSE [{{place is tagged}}] END
               + [(me)-[:FOLLOWS|MEMBER_OF]->(one:Community) WHERE {{one is open to the viewer}}
                   | {{one is tagged}}] AS communities
        """,
        skill=skill,
        community=community,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    communities = sorted(set(found.communities), key=lambda one: one.name.casefold())
    return Offered(skills=by_name(set(found.skills)), communities=tuple(communities))


def _feed(row: _Row, viewer: Viewer) -> Feed:
    edited = {post.id: post.edited_at for post in row.posts}
    entries = (
        Entry(card=card, updated_at=edited[card.id] or card.posted_at) for card in cards(list(edited), viewer=viewer)
    )
    return Feed(slug=row.slug, name=row.name, entries=tuple(entries))
