"""The nearest sufficient helper: of the people who know enough, the one who is near the asker and has few asks.

docs/decisions/0012-nearest-sufficient-helper.md says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

from graph.ids import CommunityId

Trait = Literal["unit", "office", "zone", "circle"]

HOURS_APART = 3


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """The unit, office, time zone and communities of a person. An empty field is unknown and matches nothing."""

    unit: str | None = None
    office: str | None = None
    zone: str | None = None
    circles: frozenset[CommunityId] = field(default_factory=frozenset)


NOWHERE = Workplace()


def shared(one: Workplace, other: Workplace, *, at: datetime) -> tuple[Trait, ...]:
    """Return what two people share: unit, office, a working day (at most three hours apart), a community."""
    found: list[tuple[Trait, bool]] = [
        ("unit", bool(one.unit) and one.unit == other.unit),
        ("office", bool(one.office) and one.office == other.office),
        ("zone", _hours_apart(one.zone, other.zone, at=at) <= HOURS_APART),
        ("circle", bool(one.circles & other.circles)),
    ]
    return tuple(trait for trait, holds in found if holds)


def favour(near: Sequence[Trait], *, open_asks: int) -> int:
    """Return how much to favour someone who knows enough: the traits shared with the asker, minus their open asks."""
    return len(near) - open_asks


def _hours_apart(one: str | None, other: str | None, *, at: datetime) -> float:
    if not one or not other:
        return inf
    offsets = [at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0) for zone in (one, other)]
    apart = abs(offsets[0] - offsets[1]) / timedelta(hours=1)
    # Across the date line, clocks show the same time on different days.
    return min(apart, 24 - apart)
