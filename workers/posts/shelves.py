"""Reads the feeds that fill the shelves of communities, each about once an hour."""

from graph.ids import ShelfSourceId
from graph.library import shelf_items, shelf_sources
from graph.library.shelf_items import Found
from graph.library.shelf_sources import ToRead
from workers import records
from workers.app import task
from workers.posts import feed_files, web
from workers.posts.feed_files import NotAFeed

FEED_BYTES = 4_000_000
UNREADABLE = "This isn't a feed (RSS or Atom), or it is too large."


@task
def sweep() -> None:
    """Read the feeds that are due."""
    records.each("feeds of shelves", shelf_sources.due(), read, kind=ShelfSourceId)


def read(id: ShelfSourceId) -> None:
    """Put what is new in a feed on the shelf, or note why it can't be read."""
    source = shelf_sources.get(id)
    if source is None:
        return
    try:
        _read(id, source)
    except web.Unchanged:
        shelf_sources.note(id)
    except (web.Unreachable, web.Closed) as failure:
        shelf_sources.note(id, problem=str(failure))
    except NotAFeed:
        shelf_sources.note(id, problem=UNREADABLE)


def _read(id: ShelfSourceId, source: ToRead) -> None:
    fetched = web.get(source.url, most_bytes=FEED_BYTES, etag=source.etag, modified=source.modified)
    feed = feed_files.read(fetched.content, url=fetched.url)
    found = [Found(url=one.url, title=one.title, summary=one.summary) for one in feed.entries]
    shelf_items.put(id, found, title=feed.title or source.url, etag=fetched.etag, modified=fetched.modified)
