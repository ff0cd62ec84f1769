"""What feeds and catalogues brought to the shelves of communities, as items of the review queue."""

from graph.library import shelf_items
from graph.reviewing.items import Item
from graph.viewers import Viewer


def waiting(viewer: Viewer) -> tuple[Item, ...]:
    """Return what lies on the shelves of the viewer's communities. It can wait: nobody misses it."""
    return tuple(
        Item(
            kind="shelf",
            id=one.id,
            title=one.title,
            since=one.found_at,
            severity=0.25,
            text=one.summary,
            community=one.community,
            state=one.source or ("course" if one.is_course else ""),
            url=one.url,
        )
        for one in shelf_items.waiting(viewer=viewer)
    )
