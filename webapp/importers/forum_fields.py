"""The values in the JSON of a forum, of the kinds that they must have."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from webapp.importers.dump import Broken

Fields = dict[str, object]

# The largest number that the graph can hold.
LARGEST = 2**63 - 1


def object_of(value: object) -> Fields:
    """Return an object. Raises `Broken`."""
    if not isinstance(value, dict):
        raise Broken("expected an object")
    return cast(Fields, value)


def list_of(value: object) -> Sequence[object]:
    """Return a list. Raises `Broken`."""
    if not isinstance(value, list):
        raise Broken("expected a list")
    return cast(Sequence[object], value)


def text_of(row: Fields, name: str) -> str:
    """Return a required text. Raises `Broken`."""
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise Broken(f"{name} is missing")
    return value


def whole_of(row: Fields, name: str) -> int:
    """Return a required whole number. Raises `Broken`."""
    value = row.get(name)
    if not isinstance(value, int) or abs(value) > LARGEST:
        raise Broken(f"{name} is not a number")
    return value


def moment_of(typed: str) -> datetime:
    """Return a date. Raises `Broken`."""
    try:
        return datetime.fromisoformat(typed)
    except ValueError as error:
        raise Broken(f"created_at is not a date: {typed[:40]!r}") from error
