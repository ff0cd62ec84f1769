"""What every post has in common, whatever its kind: the card that lists show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from graph.driver import Row, only, read
from graph.errors import NotFound
from graph.ids import CommunityId, FileId, PersonId, PostId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

PostKind = Literal["question", "tip", "link", "video"]
KINDS: tuple[PostKind, ...] = ("question", "tip", "link", "video")

# "To check" means that something this post builds on was found outdated.
Freshness = Literal["fresh", "due", "to_check", "outdated", "retired"]

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class PostLink:
    """Another post that a post points to."""

    id: PostId
    title: str


@dataclass(frozen=True, kw_only=True)
class Author:
    """A person as others see them next to what they wrote. `photo` is the hash in the address of their photo."""

    id: PersonId
    name: str
    photo: str | None = None


@dataclass(frozen=True, kw_only=True)
class SkillTag:
    """A skill as a post shows it."""

    slug: SkillSlug
    name: str


@dataclass(frozen=True, kw_only=True)
class CommunityTag:
    """A community as a post shows it."""

    id: CommunityId
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ImportSource:
    """Where an imported post comes from, and the licence that allows us to show it."""

    url: str
    author: str | None
    licence: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A post in a list. `works` and `dangerous` count reactions; those of a question are on its answers.

    `author` is `None` for anonymous questions, and for imported posts if nobody here wrote them.
    """

    id: PostId
    kind: PostKind
    title: str
    excerpt: str
    author: Author | None
    is_anonymous: bool
    posted_at: datetime
    score: int
    answers: int
    is_accepted: bool
    skills: tuple[SkillTag, ...]
    community: CommunityTag | None
    picture: FileId | None
    freshness: Freshness
    works: int
    dangerous: int
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a list, newest first. `older` is the key of the next page, `None` at the end."""

    cards: tuple[Card, ...]
    older: int | None


def cards(ids: Sequence[PostId], *, viewer: Viewer) -> tuple[Card, ...]:
    """Return the cards of these posts in this order, without those that are retired or that the viewer may not see."""
    found = read_as(
        Card,
        """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})
        WHERE {{post is open}} AND post.retired_at IS NULL
        RETURN post.id AS id,
               post.kind AS kind,
               post.title AS title,
               post.excerpt AS excerpt,
               [(post)<-[:ASKED|POSTED]-(author:Person)
                   WHERE NOT post.is_anonymous OR author.id = $viewer
                   | {{author is named}}][0] AS author,
               post.is_anonymous AS is_anonymous,
               // Reading a whole number takes a tenth of the time of a date, and a page reads twenty.
               post.posted_at.epochMillis AS posted_at,
               post.score AS score,
               coalesce(post.answers, 0) AS answers,
               coalesce(post.is_accepted, false) AS is_accepted,
               [(post)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               [(post)-[:IN]->(community:Community)
                   | {{community is tagged}}][0] AS community,
               [(post)-[use:USES]->(file:File) WHERE use.as = 'picture' | file.id][0] AS picture,
               coalesce(post.freshness, 'fresh') AS freshness,
               coalesce(post.works, 0) AS works,
               coalesce(post.dangerous, 0) AS dangerous,
               post.closed_at IS NOT NULL AS is_closed
        """,
        ids=list(ids),
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    of = {card.id: replace(card, skills=by_name(card.skills)) for card in found}
    return tuple(of[id] for id in ids if id in of)


def kind_of(id: PostId, *, viewer: Viewer) -> PostKind:
    """Return the kind of a post. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        "MATCH (post:Post {id: $id}) WHERE {{post is open}} RETURN post.kind AS kind",
        id=id,
        audiences=viewer.audiences,
    )
    return only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))["kind"]


def page(rows: Sequence[Row], *, viewer: Viewer) -> Page:
    """Make a page of rows `id, key`. A list reads one row more than it shows, to see if there is another page."""
    shown = rows[:PAGE]
    older = shown[-1]["key"] if len(rows) > PAGE else None
    return Page(cards=cards([row["id"] for row in shown], viewer=viewer), older=older)


def by_name(tags: Iterable[SkillTag]) -> tuple[SkillTag, ...]:
    """Return skills by name, as readers look for them."""
    return tuple(sorted(tags, key=lambda tag: tag.name.casefold()))
