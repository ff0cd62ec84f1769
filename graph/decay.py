"""How much a piece of evidence weighs, and that it weighs less as it ages.

The weights follow Cormode et al., Forward Decay (2009): instead of ageing everything each night, newer evidence
weighs more from the start. The factor that turns a stored weight into today's is the same for all, so it cancels
wherever shares are compared.
"""

from datetime import UTC, datetime, timedelta
from math import log2

HALF_LIFE = timedelta(days=180)
MILLISECOND = timedelta(milliseconds=1)
# Any moment would do; a near one keeps the numbers small.
START = datetime(2020, 1, 1, tzinfo=UTC)
# What a piece of evidence is worth that more people reject than like.
DISLIKED = 0.25


def quality(*, votes: int, is_accepted: bool) -> float:
    """Return how good a piece of evidence is: 1 without any vote, .25 when more people reject it than like it."""
    return DISLIKED if votes < 0 else 1 + log2(1 + votes) + is_accepted


def freshness(at: datetime) -> float:
    """Return 1 for the start of 2020, twice as much for every 180 days later."""
    # In whole milliseconds, as the engines count them: what one side adds, the other can take back exactly.
    return 2 ** ((at - START) // MILLISECOND * MILLISECOND / HALF_LIFE)


def weight(*, votes: int, is_accepted: bool, at: datetime) -> float:
    """Return what evidence of that moment adds to its author's `KNOWS`. Only shares of such weights mean something."""
    return quality(votes=votes, is_accepted=is_accepted) * freshness(at)
