"""The full texts of posts, so that a search result can show the matching words and the accepted answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.ids import AnswerId, PostId
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Content:
    """The texts of a post in Markdown, its own before its answers, and the accepted answer."""

    texts: tuple[str, ...]
    accepted: AnswerId | None
    accepted_text: str


@dataclass(frozen=True, kw_only=True)
class _Accepted:
    id: AnswerId
    body: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PostId
    texts: tuple[str | None, ...]
    answers: tuple[str, ...]
    accepted: _Accepted | None


def of(ids: Sequence[PostId], *, viewer: Viewer) -> dict[PostId, Content]:
    """Return the texts of these posts, without posts that the viewer may not see.

    Call this for one page of results at a time, because it reads all texts in full.
    """
    rows = read_as(
        _Row,
        """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})
        WHERE {{post is open}}
        RETURN post.id AS id,
               [post.body, post.description] AS texts,
               [(post)<-[:ANSWERS]-(answer:Answer) | answer.body] AS answers,
               [(post)<-[:ANSWERS]-(answer:Answer) WHERE answer.is_accepted
                   | {id: answer.id, body: answer.body}][0] AS accepted
        """,
        ids=list(ids),
        audiences=viewer.audiences,
    )
    return {
        row.id: Content(
            texts=tuple(text for text in (*row.texts, *row.answers) if text),
            accepted=row.accepted.id if row.accepted else None,
            accepted_text=row.accepted.body if row.accepted else "",
        )
        for row in rows
    }
