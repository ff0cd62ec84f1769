"""How soon a coach should look at something: how grave it is, how likely it is so, how old, and how many see it."""

from datetime import datetime, timedelta
from math import log2

# What is grave stays ahead of what is only old: age counts for a week, and doubles the urgency at most.
AGE_COUNTS = timedelta(days=7)


def urgency(*, severity: float, likely: float, since: datetime, seen: int, now: datetime) -> float:
    """Return `severity · likely · (1 + age / 7 days, at most 2) · (1 + log2(1 + seen) / 10)`.

    `severity` is from 0 to 4, `likely` a probability, `seen` how many people have opened it.
    docs/decisions/0038-review-queue.md says why.
    """
    age = min(max((now - since) / AGE_COUNTS, 0.0), 1.0)
    return severity * likely * (1 + age) * (1 + log2(1 + seen) / 10)
