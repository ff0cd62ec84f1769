"""Asks a video's site for the player that it offers for embedding, as oembed.com describes it.

Only the player's address is taken from the answer, and only if it uses https and a plain host name, so no foreign
markup gets into our pages. The player itself is loaded only when a reader asks for it.
"""

from contextlib import suppress
from html.parser import HTMLParser
from typing import cast

from graph import characters
from graph.media import embeds
from workers.posts import web

ANSWER_BYTES = 200_000


def player(endpoint: str) -> str:
    """Return the address of the player, empty if the site offers none. Raises `Unreachable` or `Closed`."""
    content = web.get(endpoint, most_bytes=ANSWER_BYTES).content
    try:
        said = characters.from_json(content)
    except ValueError:
        return ""
    markup = cast(dict[str, object], said).get("html") if isinstance(said, dict) else None
    found = _Frame(markup).address if isinstance(markup, str) else ""
    return found if embeds.lent(found) else ""


class _Frame(HTMLParser):
    """Finds the address of the first frame in some markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.address = ""
        # As in previews.py, reading ends at markup that the parser doesn't know.
        with suppress(AssertionError):
            self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.address = self.address or dict(attrs).get("src") or ""
