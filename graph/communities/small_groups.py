"""Numbers about people that don't tell of fewer than five of them, not even if they are subtracted: decision 45.

Counts go up in steps of five. If two groups have different counts and one is part of the other, up to nine people may
be in the difference; if their counts are the same, it may be empty. So no two counts tell that there are one to four.
tests/graph/communities/test_small_groups.py looks for a pair that does.
"""

from collections.abc import Collection

FEWEST = 5
SHARE_STEPS = 20


def people(group: Collection[str] | int) -> int | None:
    """Return how many there are, rounded down to a multiple of five, or `None` for fewer than five."""
    size = group if isinstance(group, int) else len(group)
    return size - size % FEWEST or None


def share(part: int, whole: int) -> float | None:
    """Return a share of 1 in steps of five hundredths, or `None` if it would be of fewer than five."""
    return round(part / whole * SHARE_STEPS) / SHARE_STEPS if whole >= FEWEST else None
