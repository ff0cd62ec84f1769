"""Texts that are there already, for those who want to know how many a word would concern."""

from dataclasses import dataclass

from graph.cards import PostKind
from graph.ids import PostId
from graph.rows import read_as
from graph.viewers import Viewer

AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Existing:
    """A post with everything that people wrote on it. `key` is where the list goes on after it."""

    id: PostId
    kind: PostKind
    title: str
    texts: tuple[str, ...]
    key: int


def before(key: int, *, community: str, viewer: Viewer) -> tuple[Existing, ...]:
    """Return the next 500 posts that the viewer may see, in a community by its slug or anywhere, latest change first.

    What the viewer may not see isn't there, so that no count tells of it.
    """
    return read_as(
        Existing,
        """
        MATCH (post:Post)
        WHERE post.changed_key < $before AND {{post is open}}
          AND ($community = '' OR EXISTS { MATCH (post)-[:IN]->(around:Community) WHERE around.slug = $community })
        WITH post
        ORDER BY post.changed_key DESC
        LIMIT $limit
        RETURN post.id AS id, post.kind AS kind, post.title AS title, post.changed_key AS key,
               [coalesce(post.body, '')] + [(post)<-[:ANSWERS]-(answer:Answer) | answer.body]
               + [(post)<-[:ON]-(comment:Comment) | comment.body]
               + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(remark:Comment) | remark.body] AS texts
        """,
        before=key,
        community=community,
        audiences=viewer.audiences,
        limit=AT_ONCE,
    )
