"""Where items of the review queue come from that are about people: silences and suspensions to look at again."""

from graph.conduct import appeals, suspension_appeals
from graph.reviewing.items import Item
from graph.viewers import Viewer


def silences(viewer: Viewer) -> tuple[Item, ...]:
    """Return the silences of people who ask for another look."""
    return tuple(
        Item(
            kind="silence",
            id=one.id,
            title=one.person.name,
            since=one.at,
            severity=2.5,
            words=one.words,
            reason=one.reason,
            community=one.community,
            person=one.person,
        )
        for one in appeals.waiting(viewer=viewer)
    )


def suspensions(viewer: Viewer) -> tuple[Item, ...]:
    """Return the suspensions of people who ask that another admin looks again."""
    return tuple(
        Item(
            kind="suspension",
            id=one.id,
            title=one.person.name,
            since=one.at,
            severity=3,
            words=one.words,
            reason=one.reason,
            person=one.person,
        )
        for one in suspension_appeals.waiting(viewer=viewer)
    )
