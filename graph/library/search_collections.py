"""Collections that a search fills: their followers, and what is new in them. Only the worker uses this."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import CollectionId, PersonId, PostId
from graph.rows import read_as
from graph.viewers import EVERYONE


@dataclass(frozen=True, kw_only=True)
class FollowedCollection:
    """A collection with one of its followers, and what its search meant when it was saved."""

    id: CollectionId
    follower: PersonId
    words: str
    marks: tuple[str, ...]


def followed() -> tuple[FollowedCollection, ...]:
    """Return these collections, once for each follower who is active and may still see them."""
    return read_as(
        FollowedCollection,
        """
        MATCH (collection:Collection)
        WHERE collection.created_key < $before AND collection.rule_text IS NOT NULL
        MATCH (collection)<-[:FOLLOWS]-(follower:Person)
        WHERE follower.state = 'active'
          AND (collection.audience IN [$everyone, follower.id]
               OR EXISTS { (follower)-[:MEMBER_OF]->(own:Community) WHERE own.id = collection.audience })
        RETURN collection.id AS id, follower.id AS follower, collection.rule_words AS words,
               collection.rule_marks AS marks
        """,
        before=clock.FAR_FUTURE,
        everyone=EVERYONE,
    )


def found(id: CollectionId, posts: Sequence[PostId], *, follower: PersonId) -> None:
    """Store the new posts of a collection that this follower may see, in place of the former ones."""
    write(
        """
        MATCH (collection:Collection {id: $id})<-[tie:FOLLOWS]-(follower:Person)
        WHERE follower.id = $follower
        SET tie.found = $posts
        """,
        id=id,
        follower=follower,
        posts=list(posts),
    )
