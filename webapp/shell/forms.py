"""Reads form fields: names separated by commas, an optional community or number, a mark, and the key of a moment."""

from flask import request

from graph import clock
from graph.ids import CommunityId


def names(field: str) -> tuple[str, ...]:
    """Return the names between commas or semicolons, without blanks."""
    parts = request.form.get(field, "").replace(";", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def community() -> CommunityId | None:
    """Return the chosen community, `None` for the whole company."""
    chosen = request.form.get("community", "")
    return CommunityId(chosen) if chosen else None


def machine_written() -> bool:
    """Return whether the author says that a machine helped to write it."""
    return "machine_written" in request.form


def number(field: str) -> int:
    """Return a whole number, or -1 for anything else, because none of our fields allows -1."""
    typed = request.form.get(field, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else -1


def moment(typed: str) -> int:
    """Return the key of a moment. Raises `ValueError` for anything else, even a number too large for the graph."""
    key = int(typed)
    if not 0 <= key <= clock.FAR_FUTURE:
        raise ValueError(typed)
    return key
