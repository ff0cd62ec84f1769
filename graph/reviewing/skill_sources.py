"""Where items of the review queue come from that are about skills: two that may mean the same."""

from graph.merging import merge_proposals
from graph.reviewing.items import Item
from graph.viewers import Viewer


def merges(viewer: Viewer) -> tuple[Item, ...]:
    """Return the pairs of skills that may mean the same, of which the viewer may merge one."""
    return tuple(
        Item(
            kind="merge",
            id=f"{one.lost.slug} {one.kept.slug}",
            title=f"{one.lost.name} → {one.kept.name}",
            since=one.since,
            severity=0.75,
            likenesses=one.likenesses,
        )
        for one in merge_proposals.waiting(viewer=viewer)
    )
