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
               [(post)<-[:ANSWERS]-(answer:Answer)
                   | {id: answer.id, body: answer.body, is_accepted: answer.is_accepted}] AS answers
        """,
        ids=list(ids),
        audiences=viewer.audiences,
    )
    found = dict[PostId, Content]()
    for row in rows:
        accepted = next((answer for answer in row["answers"] if answer["is_accepted"]), None)
        texts = (*row["texts"], *(answer["body"] for answer in row["answers"]))
        found[row["id"]] = Content(
            texts=tuple(text for text in texts if text),
            accepted=accepted["id"] if accepted else None,
            accepted_text=accepted["body"] if accepted else "",
        )
    return found
