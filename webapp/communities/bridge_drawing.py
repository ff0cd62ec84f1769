"""The drawing of who answers whom: asking units on the left, helping units on the right, and lines between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.communities.bridges import Bridge

WIDTH = 480
LEFT, RIGHT = 165, 315
ROW = 36
THINNEST, THICKEST = 2, 14
NAME_CHARACTERS = 20
LINES_DRAWN = 60


@dataclass(frozen=True, kw_only=True)
class Name:
    """A unit's name, shortened to fit, and how far down it stands."""

    text: str
    y: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line from an asking unit to a helping unit. The more answers, the wider. `stays` if both are the same unit."""

    begins: int
    ends: int
    width: float
    stays: bool


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What to draw. The strongest sixty lines are drawn; the table has them all."""

    height: int
    asking: tuple[Name, ...]
    helping: tuple[Name, ...]
    lines: tuple[Line, ...]


def of(bridges: Sequence[Bridge]) -> Drawing:
    """Return the drawing of these bridges, with units by name."""
    strongest = sorted(bridges, key=lambda one: -one.answers)[:LINES_DRAWN]
    asking, helping = _places(one.asking for one in strongest), _places(one.helping for one in strongest)
    most = max((one.answers for one in strongest), default=1)
    return Drawing(
        height=ROW * max(len(asking), len(helping)),
        asking=tuple(Name(text=_short(name), y=y) for name, y in asking.items()),
        helping=tuple(Name(text=_short(name), y=y) for name, y in helping.items()),
        lines=tuple(
            Line(
                begins=asking[one.asking],
                ends=helping[one.helping],
                width=round(THINNEST + (THICKEST - THINNEST) * one.answers / most, 1),
                stays=one.asking == one.helping,
            )
            for one in strongest
        ),
    )


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: ROW * number + ROW // 2 for number, name in enumerate(sorted(set(names), key=str.casefold))}


def _short(name: str) -> str:
    return name if len(name) <= NAME_CHARACTERS else name[: NAME_CHARACTERS - 1].rstrip() + "…"
