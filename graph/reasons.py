"""Reasons of an ask, as far as one viewer may open them: what the person asked has shown, or says of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.driver import Row
from graph.experts import Part


@dataclass(frozen=True, kw_only=True)
class Because:
    """An answer or a tip, on the page of its post; of the parts `declared` and `endorsed` a skill, by its slug.

    `share` is what it makes up of the whole score, between 0 and 1; `part` is how it came to count.
    """

    evidence: str
    post: str
    title: str
    share: float
    part: Part


def shown(rows: Iterable[Row]) -> tuple[Because, ...]:
    """Return the reasons of these rows, the largest share first."""
    return tuple(sorted((Because(**row) for row in rows), key=lambda one: -one.share))
