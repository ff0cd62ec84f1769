"""Reads feeds: RSS 2.0 and Atom, as blogs, podcasts and video channels publish them.

defusedxml refuses entities, so that a small feed doesn't become a large one while it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

MOST_ENTRIES = 50
TITLE_CHARACTERS = 150
SUMMARY_CHARACTERS = 500


class NotAFeed(Exception):
    """What is at the address can't be read as a feed."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a feed announces: an address, its title and a few words. Either text may be empty."""

    url: str
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The title of a feed, and its first fifty entries that have an address."""

    title: str
    entries: tuple[Entry, ...]


def read(content: bytes, *, url: str) -> Feed:
    """Return what a feed says that came from this address. Raises `NotAFeed`."""
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotAFeed from error
    if _name(root) not in ("rss", "feed", "RDF"):
        raise NotAFeed
    found = (_entry(one, url) for one in root.iter() if _name(one) in ("item", "entry"))
    whole = [entry for entry in found if entry.url]
    channel = root if _name(root) == "feed" else next(iter(_all(root, "channel")), root)
    return Feed(title=_text(channel, "title")[:TITLE_CHARACTERS], entries=tuple(whole[:MOST_ENTRIES]))


def _entry(entry: Element, url: str) -> Entry:
    return Entry(
        url=urljoin(url, address) if (address := _address(entry)) else "",
        title=_text(entry, "title")[:TITLE_CHARACTERS],
        summary=(_text(entry, "summary") or _text(entry, "description"))[:SUMMARY_CHARACTERS],
    )


def _address(entry: Element) -> str:
    """Return the page of an entry or, of a podcast without pages, its recording."""
    for link in _all(entry, "link"):
        if link.text and link.text.strip():
            return link.text.strip()
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return link.get("href", "").strip()
    for guid in _all(entry, "guid"):
        if guid.get("isPermaLink", "true") == "true" and (guid.text or "").strip().startswith("http"):
            return (guid.text or "").strip()
    return next((one.get("url", "") for one in _all(entry, "enclosure")), "")


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _name(child) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(parent: Element, name: str) -> str:
    """Return the words of a child, without the HTML that feeds have in them."""
    words = next(("".join(child.itertext()) for child in _all(parent, name)), "")
    reader = _Words()
    reader.feed(words)
    reader.close()
    return " ".join("".join(reader.said).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)
