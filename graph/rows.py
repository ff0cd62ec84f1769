"""Typed access to the graph: the rows of a statement become the dataclass that it was written for.

The names after `RETURN` are the fields of the dataclass. Maps become the dataclasses inside it, lists become tuples,
and `null` is `None`. tests/architecture/test_rows.py compares names and fields, so a statement that returns
something else fails before it is released. At run time a field that is missing, unknown or of another type raises.
"""

from datetime import date, datetime
from types import UnionType
from typing import Any, LiteralString, TypeVar, Union, get_args, get_origin

from cattrs import Converter

from graph import clock
from graph.driver import read, write

Kind = TypeVar("Kind")


def read_as(kind: type[Kind], statement: LiteralString, /, **parameters: object) -> tuple[Kind, ...]:
    """Run a reading statement and return a `kind` for each of its rows. Raises `Unavailable`."""
    return made(kind, read(statement, **parameters))


def write_as(kind: type[Kind], statement: LiteralString, /, **parameters: object) -> tuple[Kind, ...]:
    """Run a changing statement in a transaction and return a `kind` for each of its rows. See `driver.write`."""
    return made(kind, write(statement, **parameters))


def made(kind: type[Kind], rows: list[dict[str, Any]]) -> tuple[Kind, ...]:
    """Return a `kind` for each row of a statement in another function. Prefer the two functions above."""
    make = _converter.get_structure_hook(kind)
    return tuple(make(row, kind) for row in rows)


def _as_it_is(value: object, kind: type[Kind]) -> Kind:
    if isinstance(value, kind):
        return value
    raise TypeError(f"The graph returned {type(value).__name__} where {kind.__name__} was expected.")


def _number(value: object, _kind: type[float]) -> float:
    return float(_as_it_is(value, int)) if isinstance(value, int) else _as_it_is(value, float)


def _moment(value: object, _kind: type[datetime]) -> datetime:
    # A statement may return `epochMillis` instead of a date. Reading a whole number takes a tenth of the time.
    return clock.moment(value) if isinstance(value, int) else _as_it_is(value, datetime)


def _day(value: object, _kind: type[date]) -> date:
    return _as_it_is(value, datetime).date()


def _is_either_id(kind: Any) -> bool:
    """Return whether a field may hold one of several ids, such as `PostId | AnswerId`. Each of them is a string."""
    return get_origin(kind) in (Union, UnionType) and all(_is_text(one) for one in get_args(kind))


def _is_text(kind: Any) -> bool:
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind is str


def _text(value: object, _kind: object) -> str:
    return _as_it_is(value, str)


_converter = Converter(forbid_extra_keys=True, detailed_validation=False)
for _plain in (str, int, bool):
    _converter.register_structure_hook(_plain, _as_it_is)
_converter.register_structure_hook(float, _number)
_converter.register_structure_hook(datetime, _moment)
_converter.register_structure_hook(date, _day)
_converter.register_structure_hook_func(_is_either_id, _text)
