"""How much a piece of evidence weighs. It weighs less as it ages.

The weights follow Cormode et al., Forward Decay (2009): instead of ageing everything each night, newer evidence
weighs more from the start. The factor that turns a stored weight into today's is the same for all, so it cancels out
when shares are compared.
"""

from datetime import UTC, datetime, timedelta
from math import log2

HALF_LIFE = timedelta(days=180)
MILLISECOND = timedelta(milliseconds=1)
# Any moment would do. A recent one keeps the numbers small.
START = datetime(2020, 1, 1, tzinfo=UTC)
# What a piece of evidence is worth if more people vote against it than for it.
DISLIKED = 0.25


def quality(*, votes: int, is_accepted: bool) -> float:
    """Return how good a piece of evidence is: 1 without votes, .25 if more people vote against it than for it."""
    return DISLIKED if votes < 0 else 1 + log2(1 + votes) + is_accepted


def freshness(at: datetime) -> float:
    """Return 1 for the start of 2020, and twice as much for each 180 days after it."""
    # Engines count whole milliseconds. With the same unit, each side can subtract exactly what the other has added.
    return 2 ** ((at - START) // MILLISECOND * MILLISECOND / HALF_LIFE)


def weight(*, votes: int, is_accepted: bool, at: datetime) -> float:
    """Return what evidence of this moment adds to its author's `KNOWS`. Only shares of such weights mean something."""
    return quality(votes=votes, is_accepted=is_accepted) * freshness(at)
