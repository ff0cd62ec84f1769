"""What a page says about itself: its title, a description, a picture, and the address to ask for its player."""

import io
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from graph import characters
from store import incoming, pictures
from store.errors import Refused
from store.incoming import Received
from workers.posts import encodings, web

PAGE_BYTES = 1_000_000
PICTURE_BYTES = 8_000_000
LONGEST_SIDE = 960

TITLES = ("og:title", "twitter:title", "title")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
PICTURES = ("og:image:secure_url", "og:image", "twitter:image")
OEMBED = "application/json+oembed"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a page says about itself, empty where it says nothing."""

    title: str
    description: str
    picture: str
    oembed: str


def of(url: str) -> Preview:
    """Fetch a page and read what it says about itself. Raises `Unreachable` or `Closed`."""
    page = web.get(url, most_bytes=PAGE_BYTES)
    if page.media_type not in ("text/html", "application/xhtml+xml"):
        return Preview(title=unquote(urlsplit(page.url).path.rpartition("/")[2]), description="", picture="", oembed="")
    said = _Head(encodings.text(page)).said
    picture, oembed = _first(said, PICTURES), said.get(OEMBED, "")
    return Preview(
        title=_first(said, TITLES),
        description=_first(said, DESCRIPTIONS),
        picture=_joined(page.url, picture),
        oembed=_joined(page.url, oembed),
    )


def picture_of(preview: Preview) -> Received | None:
    """Fetch the picture of a page and store it; `None` if there is no picture that can be shown."""
    if not preview.picture:
        return None
    try:
        fetched = web.get(preview.picture, most_bytes=PICTURE_BYTES)
        made = pictures.rewritten(io.BytesIO(fetched.content), longest_side=LONGEST_SIDE, may_be_long=False)
    except (web.Unreachable, web.Closed, Refused):
        return None
    return incoming.keep(made, name="preview")


def _joined(base: str, found: str) -> str:
    """Return the full address; empty if there is none or it is malformed."""
    with suppress(ValueError):
        return urljoin(base, found) if found else ""
    return ""


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


class _Head(HTMLParser):
    """Reads the title, the `meta` elements, and the `link` to an oEmbed answer.

    The first value of each wins, because a page's head comes before anything that others wrote on it.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said = dict[str, str]()
        self._is_title = False
        # Python's parser asserts that it knows every marked section. Everything before an unknown one counts.
        with suppress(AssertionError):
            self.feed(text)
            self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._is_title = tag == "title" and not self.said.get("title")
        if self._is_title:
            # Everything up to the end tag is text.
            self.set_cdata_mode("title")
            self.said["title"] = ""
        if tag == "meta":
            name = (found.get("property") or found.get("name") or "").lower()
            self.said.setdefault(name, _line(found.get("content") or ""))

        if tag == "link" and found.get("type") == OEMBED:
            self.said.setdefault(OEMBED, found.get("href") or "")

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.said["title"] += data

    def handle_endtag(self, tag: str) -> None:
        self._end_title()

    def close(self) -> None:
        super().close()
        self._end_title()

    def _end_title(self) -> None:
        if self._is_title:
            self.said["title"] = _line(unescape(self.said["title"]))
            self._is_title = False


def _line(text: str) -> str:
    return " ".join(characters.readable(text).split())
