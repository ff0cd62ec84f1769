"""The addresses of pages that show a thing."""

from urllib.parse import quote_plus

from flask import url_for

from graph.cards import PostKind
from graph.ids import PostId

# Characters that need no escaping in an address, where people can read them.
READABLE = "!$()*,/:;?@"

PAGES: dict[PostKind, str] = {
    "question": "questions.show",
    "tip": "tips.show",
    "link": "links.show",
    "video": "videos.show",
}


def of_post(kind: PostKind, id: PostId, anchor: str | None = None) -> str:
    """Return the address of a post of any kind, or of something on its page."""
    return url_for(PAGES[kind], id=id, _anchor=anchor)


def quoted(text: str) -> str:
    """Return a typed text as a part of an address. A page of results has fifty, and `url_for` takes twice as long."""
    return quote_plus(text, safe=READABLE)
