"""What stands in posts, in full: where a search shows the words that were looked for, and the answer that helped."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.driver import read
from graph.ids import AnswerId, PostId
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Content:
    """The texts of a post in Markdown, its own first, and its accepted answer."""

    texts: tuple[str, ...]
    accepted: AnswerId | None
    accepted_text: str


def of(ids: Sequence[PostId], *, viewer: Viewer) -> dict[PostId, Content]:
    """Return the contents of these posts, without those that the viewer may not see.

    Ask for the posts of one page of results: all that stands in them is read.
    """
    rows = read(
        """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})
        WHERE post.audience IN $audiences
        RETURN post.id AS id,
               [post.body, post.description] AS texts,
               [(post)<-[:ANSWERS]-(answer:Answer) | answer.body] AS answers,
               [(post)<-[:ANSWERS]-(answer:Answer) WHERE answer.is_accepted
                   | {id: answer.id, body: answer.body}][0] AS accepted
        """,
        ids=list(ids),
        audiences=viewer.audiences,
    )
    found = dict[PostId, Content]()
    for row in rows:
        accepted = row["accepted"]
        found[row["id"]] = Content(
            texts=tuple(text for text in (*row["texts"], *row["answers"]) if text),
            accepted=accepted["id"] if accepted else None,
            accepted_text=accepted["body"] if accepted else "",
        )
    return found
