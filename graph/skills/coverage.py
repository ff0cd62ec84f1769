"""How well a skill is covered: by how many people who know it today and are here to help.

Whoever holds a skill has shown it lately or is said to be a practitioner of it. In a statement that is

    knows.audience IN $audiences AND knows.hidden IS NULL AND (knows.weight >= $least OR knows.level >= $practitioner)
    AND person.state = 'active' AND coalesce(person.is_listed, true)
    AND (person.away_until IS NULL OR person.away_until < datetime($too_long))

so nobody counts for what they hide or who has left, is not listed, or is away for long.
"""

from datetime import timedelta
from typing import Literal

from graph import clock, decay

Coverage = Literal["good", "thin", "none"]

WELL_COVERED = 3
PRACTITIONER = 3
# Of an answer of today: one answer without a vote holds a skill for a year.
LEAST_WEIGHT = 0.25
AWAY_FOR_LONG = timedelta(days=90)


def of(holders: int) -> Coverage:
    """Return how well a skill with so many holders is covered: thin are one and two."""
    return "good" if holders >= WELL_COVERED else "thin" if holders else "none"


def limits() -> dict[str, object]:
    """Return the parameters of the condition above, as of now."""
    now = clock.now()
    return {
        "least": LEAST_WEIGHT * decay.freshness(now),
        "practitioner": PRACTITIONER,
        "too_long": (now + AWAY_FOR_LONG).isoformat(),
    }
