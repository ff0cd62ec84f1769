"""What the results page says about operators that it didn't understand."""

from collections.abc import Iterable
from itertools import islice

from flask_babel import gettext as _  # pyright: ignore[reportUnknownVariableType]

from search import operators
from search.operators import NAMES, Operator

MOST = 5


def sentences(unclear: Iterable[Operator]) -> tuple[str, ...]:
    """Return a sentence for each of the first five, once."""
    return tuple(dict.fromkeys(_sentence(one) for one in islice(unclear, MOST)))


def _sentence(one: Operator) -> str:
    if one.name in ("skill", "in", "by"):
        return _("Nothing matches “%(text)s”, so its words were searched for instead.", text=one.text)
    if one.name == "created":
        return _("“%(text)s” isn't an age such as created:<1m, so its words were searched for instead.", text=one.text)
    known = ", ".join(operators.CHOICES.get(one.name, (f"{name}:" for name in NAMES)))
    return _(
        "“%(text)s” wasn't understood, so its words were searched for. You can use: %(known)s.",
        text=one.text,
        known=known,
    )
