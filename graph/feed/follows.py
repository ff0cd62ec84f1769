"""Following people, skills, posts, collections and communities. Only the follower can see it."""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.cards import PostKind as PostKind
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.rows import read_as
from graph.viewers import Viewer

FollowedKind = Literal["person", "skill", "post", "collection", "community"]

KINDS: tuple[FollowedKind, ...] = ("person", "skill", "post", "collection", "community")

NOT_HERE = "There is nothing to follow here, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Something that a person follows. `key` is an id, or a skill's slug. `place` is the last part of its address."""

    kind: FollowedKind
    key: str
    place: str
    name: str
    post_kind: PostKind | None


def follow(kind: FollowedKind, key: str, *, by: Viewer) -> None:
    """Follow something; twice changes nothing. Raises `NotFound` for yourself and for things that you may not see."""
    rows = write(
        """
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (person:Person {id: $person})
            WHERE person.state = 'active' AND person.id <> $by
        OPTIONAL MATCH (skill:Skill {slug: $skill})
            WHERE {{skill is known}}
        OPTIONAL MATCH (post:Post {id: $post})
            WHERE {{post is open}}
        OPTIONAL MATCH (collection:Collection {id: $collection})
            WHERE {{collection is open}}
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE {{community is listed or joined}}
        WITH me, coalesce(person, skill, post, collection, community) AS thing
        WHERE thing IS NOT NULL
        MERGE (me)-[tie:FOLLOWS]->(thing)
            ON CREATE SET tie.at = datetime($now)
        RETURN $by AS follower
        """,
        by=by.id,
        audiences=(*by.audiences, by.id),
        now=clock.now().isoformat(),
        **{name: key if name == kind else "" for name in KINDS},
    )
    only(rows, otherwise=NotFound(NOT_HERE))


def unfollow(key: str, *, by: Viewer) -> None:
    """Stop following something, even if you can't see it any more; twice changes nothing."""
    write(
        """
        MATCH (:Person {id: $by})-[tie:FOLLOWS]->(thing)
        WHERE coalesce(thing.id, thing.slug) = $key
        DELETE tie
        """,
        by=by.id,
        key=key,
    )


def is_following(key: str, *, viewer: Viewer) -> bool:
    """Return whether the viewer follows the thing with this id, or the skill with this slug."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})-[:FOLLOWS]->(thing)
        WHERE coalesce(thing.id, thing.slug) = $key
        RETURN 1 AS one
        LIMIT 1
        """,
        viewer=viewer.id,
        key=key,
    )
    return bool(rows)


def listed(*, viewer: Viewer) -> tuple[Followed, ...]:
    """Return what the viewer follows and may still see, by kind and name."""
    found = read_as(
        Followed,
        """
        MATCH (:Person {id: $viewer})-[:FOLLOWS]->(thing)
        WITH thing, CASE
                 WHEN thing:Person AND thing.state = 'active' THEN 'person'
                 WHEN thing:Skill AND {{thing is known}} THEN 'skill'
                 WHEN thing:Post AND {{thing is open}} THEN 'post'
                 WHEN thing:Collection AND {{thing is open}} THEN 'collection'
                 WHEN thing:Community AND {{thing is listed or joined}} THEN 'community'
             END AS kind
        WHERE kind IS NOT NULL
        RETURN kind,
               coalesce(thing.id, thing.slug) AS key,
               coalesce(thing.slug, thing.id) AS place,
               coalesce(thing.name, thing.title) AS name,
               thing.kind AS post_kind
        """,
        viewer=viewer.id,
        audiences=(*viewer.audiences, viewer.id),
    )
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.name.casefold())))
