"""Whether the graph engine responds."""

from graph.driver import read


def check() -> None:
    """Return if the engine responds. Raises `Unavailable` if it doesn't."""
    read("RETURN 1 AS one")
