"""Saved views of the review queue: a kind and a community that a coach looks at often, under a name of their own."""

from dataclasses import dataclass
from typing import get_args

from graph import clock
from graph.communities import coaches
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import new_id
from graph.reviewing.items import Kind
from graph.rows import read_as
from graph.viewers import Viewer

NAME_CHARACTERS = 40
# More would not fit above the queue.
MOST = 8

NOT_YOURS = NotFound("This view doesn't exist, or isn't yours.")
TOO_MANY = Conflict(f"You already have {MOST} saved views. Remove one first.")


@dataclass(frozen=True, kw_only=True)
class ViewDraft:
    """A name, and what is shown: a kind, a community by its slug, or both. Raises `Invalid` with words per field."""

    name: str
    kind: str
    community: str

    def __post_init__(self) -> None:
        is_known = self.kind in get_args(Kind) or (not self.kind and bool(self.community))
        refuse_if_any(
            {
                "name": None
                if 0 < len(self.name.strip()) <= NAME_CHARACTERS
                else f"Enter a name of {NAME_CHARACTERS} characters or fewer.",
                "kind": None if is_known else "Choose a kind or a community first.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class View:
    """A saved view. `kind` is empty for all kinds, and `community`, a slug, for all communities."""

    id: str
    name: str
    kind: str
    community: str


def save(draft: ViewDraft, *, by: Viewer) -> None:
    """Save a view. The same name again replaces what it shows.

    Raises `Forbidden` for everyone but coaches and admins, and `Conflict` beyond eight views.
    """
    coaches.refuse_others(by)
    rows = write(
        """
        MATCH (me:Person {id: $by})
        // Writing before looking takes the lock.
        SET me.views_lock = $id
        WITH me
        OPTIONAL MATCH (known:ReviewView {key: $key})
        WITH me, known
        WHERE known IS NOT NULL OR COUNT { (me)-[:SAVED_VIEW]->(:ReviewView) } < $most
        MERGE (view:ReviewView {key: $key})
        ON CREATE SET view.id = $id, view.made_key = $now_key
        SET view.name = $name, view.kind = $kind, view.community = $community
        MERGE (me)-[:SAVED_VIEW]->(view)
        RETURN view.id AS id
        """,
        by=by.id,
        key=f"{by.id} {draft.name.strip().casefold()}",
        id=new_id(),
        name=draft.name.strip(),
        kind=draft.kind,
        community=draft.community,
        most=MOST,
        now_key=clock.key(clock.now()),
    )
    only(rows, otherwise=TOO_MANY)


def listed(*, viewer: Viewer) -> tuple[View, ...]:
    """Return the viewer's own views, the oldest first."""
    return read_as(
        View,
        """
        MATCH (:Person {id: $viewer})-[:SAVED_VIEW]->(view:ReviewView)
        RETURN view.id AS id, view.name AS name, view.kind AS kind, view.community AS community
        ORDER BY view.made_key, id
        """,
        viewer=viewer.id,
    )


def remove(id: str, *, by: Viewer) -> None:
    """Remove a view. Raises `NotFound` if it isn't the viewer's, or is removed already."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[:SAVED_VIEW]->(view:ReviewView {id: $id})
        WITH view, view.id AS id
        DETACH DELETE view
        RETURN id
        """,
        by=by.id,
        id=id,
    )
    only(rows, otherwise=NOT_YOURS)
