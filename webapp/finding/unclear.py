"""What the results page says about operators that were not understood."""

from collections.abc import Iterable
from itertools import islice

from flask_babel import gettext as _  # pyright: ignore[reportUnknownVariableType]

from search import operators
from search.operators import NAMES, Operator

MOST = 5


def sentences(unclear: Iterable[Operator]) -> tuple[str, ...]:
    """Return a sentence for each of the first five operators. The same sentence comes once."""
    return tuple(dict.fromkeys(_sentence(one) for one in islice(unclear, MOST)))


def _sentence(one: Operator) -> str:
    if one.name in ("skill", "in", "by"):
        return _("Nothing matches “%(text)s”, so we searched for its words instead.", text=one.text)
    if one.name == "created":
        return _("“%(text)s” isn't a valid age, so we searched for its words instead. Try created:<1m.", text=one.text)
    known = ", ".join(operators.CHOICES.get(one.name, (f"{name}:" for name in NAMES)))
    return _(
        "“%(text)s” isn't a filter we know, so we searched for its words instead. You can use: %(known)s.",
        text=one.text,
        known=known,
    )
