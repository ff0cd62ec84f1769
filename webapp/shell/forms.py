"""Reading what was typed: names between commas, a community or none, a number or nothing, the key of a moment."""

from flask import request

from graph import clock
from graph.ids import CommunityId


def names(field: str) -> tuple[str, ...]:
    """Return the names that stand between commas, without blanks."""
    parts = request.form.get(field, "").replace(";", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def community() -> CommunityId | None:
    """Return the chosen community, `None` for the whole company."""
    chosen = request.form.get("community", "")
    return CommunityId(chosen) if chosen else None


def number(field: str) -> int:
    """Return a whole number, or -1 where something else was typed: no field of ours allows it."""
    typed = request.form.get(field, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else -1


def moment(typed: str) -> int:
    """Return the key of a moment. Raises `ValueError` for what is none, above all for more than the graph can hold."""
    key = int(typed)
    if not 0 <= key <= clock.FAR_FUTURE:
        raise ValueError(typed)
    return key
