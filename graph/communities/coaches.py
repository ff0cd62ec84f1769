"""Coaches: telling them, and the people who run the site, from everybody else."""

from graph.driver import only, read
from graph.errors import Forbidden
from graph.viewers import Viewer

COACHES_ONLY = Forbidden("Only coaches and admins can see this.")


def refuse_others(viewer: Viewer) -> None:
    """Raise `Forbidden` for everyone who neither coaches a community nor runs the site."""
    rows = read(
        "MATCH (me:Person {id: $viewer}) WHERE {{me is an active admin}} OR {{me is a coach}} RETURN me.id AS id",
        viewer=viewer.id,
    )
    only(rows, otherwise=COACHES_ONLY)
