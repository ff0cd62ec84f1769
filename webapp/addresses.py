"""Where a thing is shown."""

from flask import url_for

from graph.ids import PostId
from graph.posts import Kind

PAGES: dict[Kind, str] = {
    "question": "questions.show",
    "tip": "tips.show",
    "link": "links.show",
    "video": "videos.show",
}


def of_post(kind: Kind, id: PostId, anchor: str | None = None) -> str:
    """Return the address of a post of any kind, or of something on its page."""
    return url_for(PAGES[kind], id=id, _anchor=anchor)
