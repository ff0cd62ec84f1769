"""Posts worth reading in the first hour: the best of a newcomer's skills and communities, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, zip_longest
from typing import Literal, LiteralString

from graph import clock
from graph.cards import Card, cards
from graph.driver import read
from graph.ids import PostId
from graph.rows import read_as
from graph.skills.skills import ACCEPTED_WORTH, BEST_HALF_LIFE, POSTS_LOOKED_AT
from graph.viewers import Viewer

SHOWN = 3

ReadReason = Literal["wants", "knows", "community", "liked"]

# After `WHERE {{post is open}}`: the id of a post with its worth, if it is good and by someone else.
WORTH: LiteralString = """
      AND post.retired_at IS NULL AND post.closed_at IS NULL
      AND (post.kind <> 'question' OR post.is_accepted)
      AND coalesce(post.freshness, 'fresh') = 'fresh' AND coalesce(post.dangerous, 0) = 0
      AND NOT EXISTS { (post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $viewer }
    WITH post, coalesce(post.works, 0) + CASE WHEN post.score > 0 THEN post.score ELSE 0 END AS votes
    LIMIT $looked_at
    WHERE votes >= $least
    WITH post.id AS id,
         (1 + log(1 + votes) / log(2) + CASE WHEN post.is_accepted THEN $accepted_worth ELSE 0 END)
         * 2.0 ^ (-1.0 * ($now - post.posted_key) / $half_life) AS worth
"""


@dataclass(frozen=True, kw_only=True)
class FirstRead:
    """A post, and why it is worth reading: a skill that they want to learn or know, or a community, by name.

    `liked` are posts for which colleagues voted, or that worked for them. These have no name.
    """

    card: Card
    why: ReadReason
    name: str


@dataclass(frozen=True, kw_only=True)
class _Source:
    why: ReadReason
    name: str
    posts: tuple[PostId, ...]


def of(viewer: Viewer) -> tuple[FirstRead, ...]:
    """Return at most three posts: each skill's and community's best, what they want to learn first, then liked ones.

    They are questions with an accepted answer, tips, links and videos, which nobody has found outdated or dangerous
    and whose review isn't due. A post is worth what it is on the page of its skill (graph/skills/skills.py), with
    “works for me” counted as votes.
    """
    found: dict[PostId, _Source] = {}
    for source, post in _in_turn(_sources(viewer)):
        found.setdefault(post, source)
    # Looked up only if something is missing, because it ranks thousands of posts.
    for source, post in _in_turn([_liked(viewer)]) if len(found) < SHOWN else ():
        found.setdefault(post, source)
    shown = cards(list(found)[:SHOWN], viewer=viewer)
    return tuple(FirstRead(card=card, why=found[card.id].why, name=found[card.id].name) for card in shown)


def _in_turn(sources: Iterable[_Source]) -> Iterable[tuple[_Source, PostId]]:
    """Return the best of each source, then the second best, so that one skill doesn't take all places."""
    ranks = zip_longest(*([(source, post) for post in source.posts] for source in sources))
    return (one for one in chain.from_iterable(ranks) if one)


def _sources(viewer: Viewer) -> list[_Source]:
    found = read_as(
        _Source,
        """
        MATCH (me:Person {id: $viewer})-[tie:STANDS_IN|MEMBER_OF]->(about)
        WHERE type(tie) = 'MEMBER_OF' OR tie.wants OR tie.self_level IS NOT NULL
        RETURN CASE WHEN type(tie) = 'MEMBER_OF' THEN 'community' WHEN tie.wants THEN 'wants' ELSE 'knows' END AS why,
               about.name AS name,
               COLLECT {
                   MATCH (about)<-[:ABOUT|IN]-(post:Post)
                   WHERE {{post is open}}
                   """
        + WORTH
        + """
                   RETURN id
                   ORDER BY worth DESC
                   LIMIT $shown
               } AS posts
        """,
        **_parameters(viewer, least=0),
    )
    order: tuple[ReadReason, ...] = ("wants", "knows", "community")
    return sorted(found, key=lambda one: (order.index(one.why), one.name.casefold()))


def _liked(viewer: Viewer) -> _Source:
    """Return the best of the newest posts of all, if colleagues voted for them."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key > 0
        WITH post
        ORDER BY post.posted_key DESC
        LIMIT $looked_at
        WHERE {{post is open}}
        """
        + WORTH
        + """
        RETURN id
        ORDER BY worth DESC
        LIMIT $shown
        """,
        **_parameters(viewer, least=1),
    )
    return _Source(why="liked", name="", posts=tuple(row["id"] for row in rows))


def _parameters(viewer: Viewer, *, least: int) -> dict[str, object]:
    return {
        "viewer": viewer.id,
        "audiences": viewer.audiences,
        "least": least,
        "now": clock.key(clock.now()),
        "half_life": BEST_HALF_LIFE / timedelta(microseconds=1),
        "accepted_worth": ACCEPTED_WORTH,
        "looked_at": POSTS_LOOKED_AT,
        "shown": SHOWN,
    }
