"""What lies on the shelf of a community until a coach takes it as a link or discards it. Nothing comes twice.

Items are known by their address: what was discarded, or shared in the community before, doesn't come back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import CommunityTag
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import CommunityId, LinkId, ShelfItemId, ShelfSourceId, new_id
from graph.posts import urls
from graph.rows import read_as, write_as
from graph.viewers import Viewer

SHOWN = 1_000
# Who took an item published it within this time, or their process died.
TAKEN_WITHIN = timedelta(minutes=10)

NOT_FOR_YOU = NotFound("This isn't on the shelf any more, or you don't coach its community.")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a feed announced."""

    url: str
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class ShelfItem:
    """Something on the shelf. `source` is the title of its feed, empty if that was removed.

    A course `is_course`, and came from a catalogue.
    """

    id: ShelfItemId
    url: str
    title: str
    summary: str
    found_at: datetime
    source: str
    is_course: bool
    community: CommunityTag


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a coach takes, and the community in which it is to be shared."""

    url: str
    title: str
    summary: str
    community: CommunityId


def put(
    id: ShelfSourceId, found: Sequence[Found], *, title: str, etag: str = "", modified: str = ""
) -> tuple[ShelfItemId, ...]:
    """Put what a feed announced on the shelf, and return what is new. Twice changes nothing.

    `title` is the feed's; `etag` and `modified` are what its site recognises this state by.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (source:ShelfSource {id: $id})-[:FILLS]->(place:Community)
        SET source.read_key = $key, source.read_at = datetime($now), source.problem = '',
            source.title = $title, source.etag = $etag, source.modified = $modified
        WITH source, place
        UNWIND $found AS one
        OPTIONAL MATCH (before:ShelfItem {key: place.id + ' ' + one.hash})
        WITH source, place, one, before
        WHERE before IS NULL AND NOT EXISTS {
            MATCH (link:Post {url_hash: one.hash})-[:IN]->(around:Community)
            WHERE around.id = place.id
        }
        MERGE (item:ShelfItem {key: place.id + ' ' + one.hash})
        ON CREATE SET item.id = one.id, item.url = one.url, item.title = one.title, item.summary = one.summary,
                      item.found_at = datetime($now), item.waiting_key = one.waiting_key
        MERGE (item)-[:FOUND_IN]->(source)
        MERGE (item)-[:LIES_IN]->(place)
        RETURN item.id AS id
        """,
        id=id,
        found=rows_of(found),
        title=title,
        etag=etag,
        modified=modified,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(ShelfItemId(row["id"]) for row in rows)


def waiting(*, viewer: Viewer) -> tuple[ShelfItem, ...]:
    """Return at most 1,000 items on the shelves of the communities that this person coaches, the newest first."""
    return read_as(
        ShelfItem,
        """
        MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(place:Community)<-[:LIES_IN]-(item:ShelfItem)
        WHERE coaching.is_coach AND place.archived_at IS NULL AND item.waiting_key > 0
          AND coalesce(item.taken_key, 0) < $before
        RETURN item.id AS id, item.url AS url, item.title AS title, item.summary AS summary,
               item.found_at AS found_at,
               coalesce([(item)-[:FOUND_IN]->(source:ShelfSource) | source.title][0], '') AS source,
               coalesce(item.is_course, false) AS is_course,
               {{place is tagged}} AS community
        ORDER BY item.waiting_key DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        before=clock.key(clock.now() - TAKEN_WITHIN),
        limit=SHOWN,
    )


def take(id: ShelfItemId, *, by: Viewer) -> Taken:
    """Take an item to share it: for ten minutes, nobody else can. Raises `NotFound` for all but one coach."""
    now = clock.now()
    rows = write_as(
        Taken,
        """
        MATCH (item:ShelfItem {id: $id})-[:LIES_IN]->(place:Community)
        WHERE {{place is coached by the viewer}}
        // Writing before looking takes the lock: of two coaches, one takes it.
        SET item.lock = $lock
        WITH item, place
        WHERE item.waiting_key > 0 AND coalesce(item.taken_key, 0) < $before
        SET item.taken_key = $key
        RETURN item.url AS url, item.title AS title, item.summary AS summary, place.id AS community
        """,
        id=id,
        viewer=by.id,
        lock=new_id(),
        before=clock.key(now - TAKEN_WITHIN),
        key=clock.key(now),
    )
    return only(rows, otherwise=NOT_FOR_YOU)


def put_again(id: ShelfItemId) -> None:
    """Leave an item on the shelf that could not be shared."""
    write("MATCH (item:ShelfItem {id: $id}) REMOVE item.taken_key", id=id)


def shared(id: ShelfItemId, link: LinkId) -> None:
    """Take an item off the shelf, because it is a link now. Twice changes nothing."""
    write("MATCH (item:ShelfItem {id: $id}) SET item.link = $link REMOVE item.waiting_key", id=id, link=link)


def discard(id: ShelfItemId, *, by: Viewer) -> None:
    """Take an item off the shelf for good. Raises `NotFound` for everyone but the coaches, and a second time."""
    rows = write(
        """
        MATCH (item:ShelfItem {id: $id})-[:LIES_IN]->(place:Community)
        WHERE {{place is coached by the viewer}}
        SET item.lock = $lock
        WITH item
        WHERE item.waiting_key > 0
        REMOVE item.waiting_key
        RETURN item.id AS id
        """,
        id=id,
        viewer=by.id,
        lock=new_id(),
    )
    only(rows, otherwise=NOT_FOR_YOU)


def rows_of(found: Sequence[Found]) -> list[dict[str, object]]:
    """Return them as rows, each address once. Of a feed, the first is the newest."""
    now, whole = clock.key(clock.now()), dict[str, Found]()
    for one in found:
        if urls.problem(one.url) is None:
            whole.setdefault(urls.digest(one.url), one)
    return [
        {
            "id": new_id(),
            "hash": hash,
            "url": one.url,
            "title": one.title or urls.title(one.url),
            "summary": one.summary,
            "waiting_key": now - number,
        }
        for number, (hash, one) in enumerate(whole.items())
    ]
