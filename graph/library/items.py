"""The posts of a collection: adding and removing, the order, and the posts that a rule takes in automatically."""

from collections.abc import Sequence
from typing import Literal, LiteralString

from graph import clock
from graph.cards import Card, cards
from graph.driver import Row, only, read, write
from graph.errors import Conflict, Forbidden
from graph.ids import CollectionId, PostId
from graph.library import collections
from graph.library.collections import NOT_YOURS, CollectionPage
from graph.viewers import Viewer

MOST_POSTS = 200
TAKEN_IN = 50

Direction = Literal["up", "down"]

# One statement for each starting point, from which a rule's posts are found fastest.
RULES: dict[str, LiteralString] = {
    "skill": """
        MATCH (:Skill {slug: $skill})<-[:ABOUT]-(post:Post)
        WHERE post.posted_key < $before AND {{post is open}}
          AND ($kind IS NULL OR post.kind = $kind)
          AND ($community IS NULL OR EXISTS { (post)-[:IN]->(within:Community) WHERE within.id = $community })
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT $limit
        """,
    "community": """
        MATCH (:Community {id: $community})<-[:IN]-(post:Post)
        WHERE post.posted_key < $before AND {{post is open}} AND ($kind IS NULL OR post.kind = $kind)
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT $limit
        """,
    "kind": """
        MATCH (post:Post)
        WHERE post.posted_key < $before AND {{post is open}} AND post.kind = $kind
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY post.posted_key DESC
        LIMIT $limit
        """,
}


def add(id: CollectionId, post: PostId, *, by: Viewer) -> None:
    """Put a post at the end of a collection; twice changes nothing.

    Raises `Forbidden` for people who may not change the collection or see the post, and for a collection that a rule
    fills. Raises `Conflict` if the viewer sees 200 posts in it already.
    """
    if len(_held(id, viewer=by)) >= MOST_POSTS:
        raise Conflict(f"A collection can hold at most {MOST_POSTS} posts. Start a new collection.")
    rows = write(
        """
        MATCH (collection:Collection {id: $id})
        WHERE NOT collection.is_automatic AND {{collection is visible}}
          AND (EXISTS { (collection)<-[:KEEPS]-(me:Person) WHERE me.id = $by }
               OR EXISTS { (collection)-[:IN]->(:Community)<-[:MEMBER_OF]-(me:Person) WHERE me.id = $by })
        MATCH (post:Post {id: $post})
        WHERE {{post is open}}
        WITH collection, post, reduce(last = 0, place IN [(collection)-[holds:HOLDS]->(:Post) | holds.place] |
            CASE WHEN place > last THEN place ELSE last END) AS last
        MERGE (collection)-[holds:HOLDS]->(post)
            ON CREATE SET holds.place = last + 1, holds.key = $key
        RETURN collection.id AS id
        """,
        id=id,
        post=post,
        by=by.id,
        audiences=by.audiences,
        seen_through=collections.seen_through(by),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=Forbidden(NOT_YOURS))


def take_out(id: CollectionId, post: PostId, *, by: Viewer) -> None:
    """Take a post out; twice changes nothing. Raises `Forbidden` for people who may not change the collection."""
    rows = write(
        """
        MATCH (collection:Collection {id: $id})
        WHERE {{collection is visible}}
          AND (EXISTS { (collection)<-[:KEEPS]-(me:Person) WHERE me.id = $by }
               OR EXISTS { (collection)-[:IN]->(:Community)<-[:MEMBER_OF]-(me:Person) WHERE me.id = $by })
        OPTIONAL MATCH (collection)-[holds:HOLDS]->(post:Post)
            WHERE post.id = $post AND {{post is open}}
        DELETE holds
        RETURN DISTINCT collection.id AS id
        """,
        id=id,
        post=post,
        by=by.id,
        audiences=by.audiences,
        seen_through=collections.seen_through(by),
    )
    only(rows, otherwise=Forbidden(NOT_YOURS))


def arrange(id: CollectionId, order: Sequence[PostId], *, by: Viewer) -> None:
    """Put the posts in this order. Posts that are not named follow in their former order.

    Posts that the viewer may not see keep their places. Raises `Forbidden` for people who may not change the
    collection.
    """
    now = _held(id, viewer=by)
    named = [post for post in dict.fromkeys(order) if post in now]
    wanted = [*named, *(post for post in now if post not in named)]
    rows = write(
        """
        MATCH (collection:Collection {id: $id})
        WHERE {{collection is visible}}
          AND (EXISTS { (collection)<-[:KEEPS]-(me:Person) WHERE me.id = $by }
               OR EXISTS { (collection)-[:IN]->(:Community)<-[:MEMBER_OF]-(me:Person) WHERE me.id = $by })
        UNWIND $places AS row
        OPTIONAL MATCH (collection)-[holds:HOLDS]->(post:Post)
            WHERE post.id = row.post
        SET holds.place = row.place
        RETURN DISTINCT collection.id AS id
        """,
        id=id,
        by=by.id,
        seen_through=collections.seen_through(by),
        places=[{"post": post, "place": place} for post, place in zip(wanted, now.values(), strict=True)]
        or [{"post": "", "place": 0}],
    )
    only(rows, otherwise=Forbidden(NOT_YOURS))


def move(id: CollectionId, post: PostId, direction: Direction, *, by: Viewer) -> None:
    """Swap a post with the one that this viewer sees above or below it. Raises `Forbidden` as `arrange` does."""
    order = list(_held(id, viewer=by))
    if post in order:
        here = order.index(post)
        there = max(0, min(len(order) - 1, here + (-1 if direction == "up" else 1)))
        order[here], order[there] = order[there], order[here]
    arrange(id, order, by=by)


def posts(collection: CollectionPage, *, viewer: Viewer) -> tuple[Card, ...]:
    """Return the cards of a collection's posts in its order or, if a rule fills it, of the newest 50."""
    if not collection.is_automatic:
        return cards(list(_held(collection.id, viewer=viewer)), viewer=viewer)
    return cards([row["id"] for row in _taken_in(collection, viewer=viewer)], viewer=viewer)


def _held(id: CollectionId, *, viewer: Viewer) -> dict[PostId, int]:
    """Return the posts that this viewer may see, each with its place, in order."""
    rows = read(
        """
        MATCH (collection:Collection {id: $id})-[holds:HOLDS]->(post:Post)
        WHERE {{collection is visible}} AND {{post is open}}
        RETURN post.id AS id, holds.place AS place
        ORDER BY place
        """,
        id=id,
        audiences=viewer.audiences,
        seen_through=collections.seen_through(viewer),
    )
    return {row["id"]: row["place"] for row in rows}


def _taken_in(collection: CollectionPage, *, viewer: Viewer) -> list[Row]:
    asked = read(
        """
        MATCH (collection:Collection {id: $id})
        WHERE {{collection is visible}}
        RETURN collection.rule_kind AS kind, collection.rule_skill AS skill, collection.rule_community AS community
        """,
        id=collection.id,
        seen_through=collections.seen_through(viewer),
    )
    return [
        found
        for rule in asked
        for found in read(
            RULES["skill" if rule["skill"] else "community" if rule["community"] else "kind"],
            kind=rule["kind"],
            skill=rule["skill"],
            community=rule["community"],
            before=clock.FAR_FUTURE,
            audiences=viewer.audiences,
            limit=TAKEN_IN,
        )
    ]
