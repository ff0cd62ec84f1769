"""The review queue: everything that waits for a coach, the most urgent first, whatever it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from graph import clock
from graph.cards import CommunityTag
from graph.communities import coaches
from graph.reviewing import claims, conduct_sources, secrets, shelves, skill_sources, sources
from graph.reviewing.items import Item, Kind
from graph.viewers import Viewer

ON_A_PAGE = 20

SOURCES: Mapping[Kind, Callable[[Viewer], tuple[Item, ...]]] = {
    "report": sources.reported,
    "hidden": sources.hidden,
    "secret": secrets.waiting,
    "person": sources.people,
    "pending": sources.pending,
    "appeal": sources.appealed,
    "silence": conduct_sources.silences,
    "suspension": conduct_sources.suspensions,
    "name": sources.names,
    "mentorship": sources.mentorships,
    "question": sources.questions,
    "check": sources.checks,
    "member": sources.members,
    "edit": sources.edits,
    "duplicate": sources.duplicates,
    "need": sources.wanted,
    "shelf": shelves.waiting,
    "merge": skill_sources.merges,
    "ring": skill_sources.rings,
}


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A page of the queue. `counts` are of each kind that waits, and `communities` those in which something waits."""

    items: tuple[Item, ...]
    page: int
    size: int
    counts: Mapping[Kind, int]
    communities: tuple[CommunityTag, ...]

    @property
    def has_more(self) -> bool:
        return self.page * ON_A_PAGE < self.size


def show(*, kind: Kind | None = None, community: str = "", page: int = 1, viewer: Viewer) -> Queue:
    """Return a page of twenty items of this kind in the community with this slug, or of all. The first page is 1.

    What another coach looks at comes last. Raises `Forbidden` for everyone but coaches and admins.
    """
    found = waiting(viewer=viewer)
    here = [one for one in found if not community or (one.community and one.community.slug == community)]
    chosen = [one for one in here if kind in (None, one.kind)]
    places = {one.community.slug: one.community for one in found if one.community}
    return Queue(
        items=tuple(chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]),
        page=page,
        size=len(chosen),
        counts={one: sum(item.kind == one for item in here) for one in SOURCES},
        communities=tuple(sorted(places.values(), key=lambda place: place.name.casefold())),
    )


def waiting(*, viewer: Viewer) -> tuple[Item, ...]:
    """Return everything that waits for this coach or admin, in order. Raises `Forbidden` for everyone else."""
    coaches.refuse_others(viewer)
    now, taken = clock.now(), claims.running()
    all_of_it = (one for source in SOURCES.values() for one in source(viewer))
    found = [replace(one, claimed_by=taken[one.key]) if one.key in taken else one for one in all_of_it]
    return tuple(sorted(found, key=lambda one: (_is_anothers(one, viewer), -one.urgency(now), one.key)))


def get(key: str, *, viewer: Viewer) -> Item | None:
    """Return the item with this key as it waits for this coach, or `None` if it no longer does, or never did."""
    return find((key,), viewer=viewer).get(key)


def find(keys: Collection[str], *, viewer: Viewer) -> dict[str, Item]:
    """Return those of these items that wait for this coach, by key. Each kind is read once."""
    coaches.refuse_others(viewer)
    kinds = {key.partition(":")[0] for key in keys}
    waits = (one for kind, source in SOURCES.items() if kind in kinds for one in source(viewer))
    return {one.key: one for one in waits if one.key in keys}


def _is_anothers(item: Item, viewer: Viewer) -> bool:
    return item.claimed_by is not None and item.claimed_by.id != viewer.id
