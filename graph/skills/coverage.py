"""How well a skill is covered: by how many people who know it today and are here to help.

People who hold a skill have shown it recently or are stated to be practitioners. In a statement that is

    {{knows is shown}} AND {{knows is enough}} AND {{person is listed}} AND {{person is in reach}}

so nobody counts for a skill that they hide, or while they have left, are not listed, or are away for long.
"""

from datetime import timedelta
from typing import Literal

from graph import clock, decay

Coverage = Literal["good", "thin", "none"]

WELL_COVERED = 3
PRACTITIONER = 3
# As a share of an answer given today: one answer without votes counts for a year.
LEAST_WEIGHT = 0.25
AWAY_FOR_LONG = timedelta(days=90)


def of(holders: int) -> Coverage:
    """Return how well a skill with this many holders is covered: good from three on, thin with one or two."""
    return "good" if holders >= WELL_COVERED else "thin" if holders else "none"


def limits() -> dict[str, object]:
    """Return the parameters of the rules above, as of now."""
    now = clock.now()
    return {
        "least": LEAST_WEIGHT * decay.freshness(now),
        "practitioner": PRACTITIONER,
        "too_long": (now + AWAY_FOR_LONG).isoformat(),
    }
