"""Feeds from outside that fill the shelf of a community: its coaches choose them, and workers read them each hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.communities.communities import NOT_HERE
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import ShelfSourceId, new_id
from graph.posts import urls
from graph.rows import read_as
from graph.viewers import Viewer

MOST_SOURCES = 20
READ_AGAIN = timedelta(hours=1)
READ_AT_ONCE = 20

COACHES_ONLY = Forbidden("Only the coaches of this community can fill its shelf.")
TOO_MANY = Conflict(f"A shelf has at most {MOST_SOURCES} feeds. Remove one of them first.")
NOT_YOURS = NotFound("This feed doesn't exist, or you don't coach its community.")


@dataclass(frozen=True, kw_only=True)
class ShelfSource:
    """A feed as coaches see it. `problem` says why it can't be read; `read_at` is when a worker last tried."""

    id: ShelfSourceId
    url: str
    title: str
    problem: str
    read_at: datetime | None
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The feeds of a community, by title."""

    slug: str
    name: str
    sources: tuple[ShelfSource, ...]


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """What a worker needs to read a feed: its address, and by what its site recognises the state that we know."""

    url: str
    etag: str
    modified: str


def of(slug: str, *, viewer: Viewer) -> Shelf:
    """Return the feeds of a community. Raises `NotFound`, and `Forbidden` for everyone but its coaches."""
    rows = read_as(
        _Row,
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is listed or joined}}
        RETURN place.slug AS slug,
               place.name AS name,
               {{place is coached by the viewer}} AS may,
               COLLECT {
                   MATCH (place)<-[:FILLS]-(source:ShelfSource)
                   WHERE {{place is coached by the viewer}}
                   RETURN {
                       id: source.id, url: source.url, title: source.title, problem: source.problem,
                       read_at: source.read_at,
                       waiting: COUNT { (source)<-[:FOUND_IN]-(item:ShelfItem) WHERE item.waiting_key > 0 }
                   } AS source
                   ORDER BY source.title, source.url
               } AS sources
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    if not row.may:
        raise COACHES_ONLY
    return Shelf(slug=row.slug, name=row.name, sources=row.sources)


def add(slug: str, url: str, *, by: Viewer) -> None:
    """Fill the shelf of a community from a feed. A worker reads it within ten minutes. Twice changes nothing.

    Raises `NotFound` and `Forbidden` like `of`, `Invalid` for what is no address, and `Conflict` for a 21st feed.
    """
    of(slug, viewer=by)
    if problem := urls.problem(url):
        raise Invalid(url=problem)
    rows = write(
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is coached by the viewer}}
        // Writing before looking takes the lock: two coaches don't add a 21st.
        SET place.shelf_lock = $id
        WITH place
        WHERE EXISTS { MATCH (place)<-[:FILLS]-(same:ShelfSource) WHERE same.url_hash = $hash }
           OR COUNT { (place)<-[:FILLS]-(:ShelfSource) } < $most
        MERGE (source:ShelfSource {key: place.id + ' ' + $hash})
        ON CREATE SET source.id = $id, source.url = $url, source.url_hash = $hash, source.title = $url,
                      source.problem = '', source.etag = '', source.modified = '', source.read_key = 0
        MERGE (source)-[:FILLS]->(place)
        RETURN source.id AS id
        """,
        slug=slug,
        viewer=by.id,
        id=new_id(),
        url=url.strip(),
        hash=urls.digest(url.strip()),
        most=MOST_SOURCES,
    )
    only(rows, otherwise=TOO_MANY)


def remove(id: ShelfSourceId, *, by: Viewer) -> str:
    """Stop filling a shelf from a feed, and return the slug of its community. What came from it stays on the shelf.

    Raises `NotFound` for everyone but its coaches, and a second time.
    """
    rows = write(
        """
        MATCH (source:ShelfSource {id: $id})-[:FILLS]->(place:Community)
        WHERE {{place is coached by the viewer}}
        WITH source, place.slug AS slug
        DETACH DELETE source
        RETURN slug
        """,
        id=id,
        viewer=by.id,
    )
    return only(rows, otherwise=NOT_YOURS)["slug"]


def due() -> tuple[ShelfSourceId, ...]:
    """Return at most twenty feeds that nobody has read for an hour, the longest unread first.

    Those of archived communities rest.
    """
    rows = read(
        """
        MATCH (source:ShelfSource)-[:FILLS]->(place:Community)
        WHERE source.read_key < $before AND place.archived_at IS NULL
        RETURN source.id AS id
        ORDER BY source.read_key
        LIMIT $limit
        """,
        before=clock.key(clock.now() - READ_AGAIN),
        limit=READ_AT_ONCE,
    )
    return tuple(ShelfSourceId(row["id"]) for row in rows)


def get(id: ShelfSourceId) -> ToRead | None:
    """Return how to read a feed, for a worker; `None` if it was removed."""
    found = read_as(
        ToRead,
        """
        MATCH (source:ShelfSource {id: $id})
        RETURN source.url AS url, source.etag AS etag, source.modified AS modified
        """,
        id=id,
    )
    return found[0] if found else None


def note(id: ShelfSourceId, *, problem: str = "") -> None:
    """Record that a worker looked at a feed and found nothing new, or why it can't be read."""
    write(
        """
        MATCH (source:ShelfSource {id: $id})
        SET source.read_key = $key, source.read_at = datetime($now), source.problem = $problem
        """,
        id=id,
        problem=problem,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )


@dataclass(frozen=True, kw_only=True)
class _Row:
    slug: str
    name: str
    may: bool
    sources: tuple[ShelfSource, ...]
