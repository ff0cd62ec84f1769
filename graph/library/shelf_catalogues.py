"""Catalogues of courses that coaches put on the shelf of their community. Nothing comes twice, as in `shelf_items`."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import read, write
from graph.errors import Invalid
from graph.ids import ShelfItemId
from graph.library import shelf_items, shelf_sources
from graph.library.shelf_items import Found
from graph.posts import urls
from graph.viewers import Viewer

MOST = 1_000

TOO_MANY = Invalid(file=f"A catalogue has at most {MOST:,} courses. Divide it into several files.")


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course as a catalogue describes it. `details` are its provider, length, price and the like."""

    url: str
    title: str
    details: str

    def __post_init__(self) -> None:
        if problem := urls.problem(self.url):
            raise Invalid(url=problem)


def new(slug: str, courses: Sequence[Course], *, viewer: Viewer) -> tuple[Course, ...]:
    """Return the courses that were never on the shelf and aren't shared in the community, each address once.

    Raises `NotFound` and `Forbidden` for everyone but the coaches, and `Invalid` for more than a thousand courses.
    """
    shelf_sources.of(slug, viewer=viewer)
    if len(courses) > MOST:
        raise TOO_MANY
    each = {urls.digest(one.url): one for one in reversed(courses)}
    rows = read(
        """
        MATCH (place:Community {slug: $slug})
        UNWIND $hashes AS hash
        WITH place, hash
        WHERE EXISTS { MATCH (:ShelfItem {key: place.id + ' ' + hash}) }
           OR EXISTS { MATCH (link:Post {url_hash: hash})-[:IN]->(around:Community) WHERE around.id = place.id }
        RETURN hash
        """,
        slug=slug,
        hashes=list(each),
    )
    known = {row["hash"] for row in rows}
    return tuple(one for hash, one in reversed(each.items()) if hash not in known)


def put(slug: str, courses: Sequence[Course], *, by: Viewer) -> tuple[ShelfItemId, ...]:
    """Put what is new of a catalogue on the shelf, in its order, and return it. Twice changes nothing.

    Raises like `new`.
    """
    found = [Found(url=one.url, title=one.title, summary=one.details) for one in new(slug, courses, viewer=by)]
    rows = write(
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is coached by the viewer}}
        UNWIND $found AS one
        MERGE (item:ShelfItem {key: place.id + ' ' + one.hash})
        ON CREATE SET item.id = one.id, item.url = one.url, item.title = one.title, item.summary = one.summary,
                      item.found_at = datetime($now), item.waiting_key = one.waiting_key, item.is_course = true
        MERGE (item)-[:LIES_IN]->(place)
        WITH item, one
        WHERE item.id = one.id
        RETURN item.id AS id
        """,
        slug=slug,
        viewer=by.id,
        found=shelf_items.rows_of(found),
        now=clock.now().isoformat(),
    )
    return tuple(ShelfItemId(row["id"]) for row in rows)
