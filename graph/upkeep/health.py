"""Whether the graph answers."""

from graph.driver import read


def check() -> None:
    """Return when the graph answers. Raises `Unavailable`."""
    read("RETURN 1 AS one")
