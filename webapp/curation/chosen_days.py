"""Days as coaches choose them in forms."""

from datetime import date

from flask import request

from graph.errors import Invalid
from webapp.shell.translations import translated as _


def day(field: str) -> date | None:
    """Return the day of a field, `None` if it is empty. Raises `Invalid` for what is no day."""
    typed = request.form.get(field, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Invalid(**{field: _("Write a day like 2026-05-31.")}) from None


def until() -> date | None:
    """Return the last day on which something is shown, `None` if it has no end."""
    return day("until")
