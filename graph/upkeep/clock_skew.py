"""The difference between the engine's clock and this one. Sessions, invitations and sweeps compare times of both."""

from graph import clock
from graph.driver import read


def seconds() -> float:
    """Return by how many seconds the engine is ahead; negative if it is behind. Raises `Unavailable`."""
    asked = clock.now()
    (row,) = read("RETURN datetime() AS now")
    answered = clock.now()
    return (row["now"] - (asked + (answered - asked) / 2)).total_seconds()
