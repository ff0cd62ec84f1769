"""The addresses of pages that show a thing."""

import os
from urllib.parse import quote_plus

from flask import request, url_for

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


def of_site(path: str) -> str:
    """Return a whole address for people outside of a page: the site's own, or that of the request if it has none.

    A request can claim any address, so a site that others reach has its own in GUILDHALL_ADDRESS.
    """
    return (os.environ.get("GUILDHALL_ADDRESS", "") or request.url_root).rstrip("/") + path


def of_post(kind: PostKind, id: PostId, anchor: str | None = None) -> str:
    """Return the address of a post of any kind, or of something on its page."""
    return url_for(PAGES[kind], id=id, _anchor=anchor)


def quoted(text: str) -> str:
    """Return a typed text as a part of an address. A page of results has fifty, and `url_for` takes twice as long."""
    return quote_plus(text, safe=READABLE)
