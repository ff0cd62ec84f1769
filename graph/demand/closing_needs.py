"""Closing needs: for everyone or, if the post is in a closed community, only for its members."""

from collections.abc import Sequence

from graph import clock
from graph.demand import anonymous_demand
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import NeedId, PersonId, PostId, new_id
from graph.viewers import EVERYONE


def by(post: PostId, ids: Sequence[NeedId]) -> bool:
    """Say that a post is what people looked for; return whether everyone may open it.

    If not, people who cannot open it are not told, and still count.
    """
    audience, members = _readers(post)
    if audience == EVERYONE:
        of(ids, post)
    else:
        _split(ids, post, [anonymous_demand.mark(member) for member in members])
    return audience == EVERYONE


def of(ids: Sequence[NeedId], post: PostId | None = None) -> None:
    """Close needs for everyone, with or without a post. Closing twice only updates the time."""
    write(
        """
        UNWIND $ids AS id
        MATCH (need:Need {id: id})
        OPTIONAL MATCH (post:Post {id: $post})
        SET need.closed_key = $key
        REMOVE need.key
        FOREACH (_ IN CASE WHEN post IS NULL THEN [] ELSE [1] END | MERGE (need)-[:MET_BY]->(post))
        """,
        ids=list(ids),
        post=post or "",
        key=clock.key(clock.now()),
    )


def _readers(post: PostId) -> tuple[str, list[PersonId]]:
    """Return the audience of a post and, if it is closed, its members."""
    rows = read(
        """
        MATCH (post:Post {id: $post})
        RETURN post.audience AS audience, COLLECT {
            MATCH (community:Community {id: post.audience})<-[:MEMBER_OF]-(member:Person)
            RETURN member.id AS id
        } AS members
        """,
        post=post,
    )
    row = only(rows, otherwise=NotFound("This post no longer exists."))
    return row["audience"], row["members"]


def _split(ids: Sequence[NeedId], post: PostId, readers: Sequence[str]) -> None:
    """Give the people with these marks a closed need of their own. The original need stays open."""
    write(
        """
        UNWIND $needs AS one
        MATCH (need:Need {id: one.id})-[:OF]->(skill:Skill)
        MATCH (post:Post {id: $post})
        WITH one, need, skill, post, COLLECT {
            MATCH (need)<-[:FOR]-(wish:Wish) WHERE wish.who IN $readers RETURN wish
        } AS theirs
        WHERE size(theirs) > 0
        CREATE (met:Need {id: one.met, opened_key: need.opened_key, closed_key: $key})
        CREATE (met)-[:OF]->(skill)
        CREATE (met)-[:MET_BY]->(post)
        WITH one, need, met, theirs
        UNWIND theirs AS wish
        MATCH (wish)-[tie:FOR]->(need)
        DELETE tie
        CREATE (wish)-[:FOR]->(met)
        SET wish.key = one.met + substring(wish.key, size(need.id))
        """,
        needs=[{"id": id, "met": new_id()} for id in ids],
        post=post,
        readers=list(readers),
        key=clock.key(clock.now()),
    )
