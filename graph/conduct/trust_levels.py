"""Levels of trust: what helpful acts of others allow someone to do. docs/decisions/0046-suspension-and-trust.md.

Nobody lifts themselves: only acts of others count, and those of one person at most three times. What is done without a
name counts as if one person did all of it, so that no number tells who did what.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from graph.settings import TrustBounds

MOST_FROM_ONE = 3

# An answer of theirs was accepted, they were thanked, an edit that they suggested was taken, a report of theirs was
# right.
HelpfulKind = Literal["accepted", "thanked", "edited", "reported"]


class TrustLevel(IntEnum):
    """What someone may do; each level may do what those below it may."""

    NEW = 0
    # The limits for new people don't hold for them.
    KNOWN = 1
    # They edit tips of others directly, and close questions that were asked before.
    TRUSTED = 2
    # They move posts between communities that they belong to, and see that a post was reported.
    STEWARD = 3


@dataclass(frozen=True, kw_only=True)
class HelpfulAct:
    """Something that someone did because a person helped. `by` is empty for what is done without a name."""

    kind: HelpfulKind
    by: str


def counted(acts: Sequence[HelpfulAct]) -> int:
    """Return how many of these acts count. Another act never makes it fewer."""
    return sum(min(times, MOST_FROM_ONE) for times in Counter(act.by for act in acts).values())


def reached(acts: int, *, days: int, bounds: TrustBounds) -> TrustLevel:
    """Return the level of someone for whom so many acts count and who joined so many days ago."""
    level = TrustLevel.NEW
    for higher in (TrustLevel.KNOWN, TrustLevel.TRUSTED, TrustLevel.STEWARD):
        needed_acts, needed_days = needed(higher, bounds=bounds)
        if acts < needed_acts or days < needed_days:
            break
        level = higher
    return level


def needed(level: TrustLevel, *, bounds: TrustBounds) -> tuple[int, int]:
    """Return how many acts have to count for a level, and how many days ago its person has to have joined."""
    return {
        TrustLevel.NEW: (0, 0),
        TrustLevel.KNOWN: (bounds.known_acts, 0),
        TrustLevel.TRUSTED: (bounds.trusted_acts, bounds.trusted_days),
        TrustLevel.STEWARD: (bounds.steward_acts, bounds.steward_days),
    }[level]
