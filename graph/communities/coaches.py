"""Coaches: telling them, and the people who run the site, from everybody else."""

from graph.driver import only, read
from graph.errors import Forbidden
from graph.viewers import Viewer

COACHES_ONLY = Forbidden("Only coaches and admins can see this.")


def refuse_others(viewer: Viewer) -> None:
    """Raise `Forbidden` for everyone but coaches, deputies who are called in and people who run the site."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}} OR {{me is a coach}} OR {{me is a deputy now}}
        RETURN me.id AS id
        """,
        viewer=viewer.id,
    )
    only(rows, otherwise=COACHES_ONLY)
