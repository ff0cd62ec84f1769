"""Interprets the text of a search box: words, filters, and operators that were not understood."""

from dataclasses import dataclass

from graph.skills import naming
from graph.viewers import Viewer
from search import operators
from search.filters import Field, Filters
from search.operators import Operator
from search.query import LONGEST_CHARACTERS

MOST_OPERATORS = 12


@dataclass(frozen=True, kw_only=True)
class SearchBox:
    """A search box. `words` is the text without the operators that were understood.

    `chosen` are the operators that were understood, `unclear` those that were not.
    """

    text: str
    words: str
    filters: Filters
    chosen: tuple[Operator, ...]
    unclear: tuple[Operator, ...]

    def without(self, *dropped: Operator) -> str:
        """Return the text of the box without some of its operators."""
        return " ".join((self.words, *(one.text for one in self.chosen if one not in dropped))).strip()

    def with_words(self, words: str) -> str:
        """Return the text of the box with other words and the same operators."""
        return " ".join((words, *(one.text for one in self.chosen))).strip()

    def choosing(self, name: str, value: str) -> str:
        """Return the text of the box with another value for a field. A second skill is added to the first."""
        former = [] if name == "skill" else [one for one in self.chosen if one.name == name]
        return f"{self.without(*former)} {name}:{value}".strip()

    def has(self, name: str, value: str) -> bool:
        """Tell whether this value was chosen."""
        return any(one.name == name and one.value == value for one in self.chosen)


def understood(text: str, *, viewer: Viewer) -> SearchBox:
    """Interpret the typed text. Anything that is not understood is looked up as words."""
    typed = operators.read(text[:LONGEST_CHARACTERS])
    marks: dict[Field, tuple[str, ...]] = {}
    times: list[tuple[int | None, int | None]] = []
    unclear: list[Operator] = []
    # Each operator may need a query to the graph, so only the first few are interpreted.
    for one in typed.operators[:MOST_OPERATORS]:
        span, found = operators.span(one), _meant(one, viewer)
        if span:
            times.append(span)
        elif found:
            marks[found[0]] = (*marks.get(found[0], ()), *found[1])
        else:
            unclear.append(one)
    unclear += typed.operators[MOST_OPERATORS:]
    return SearchBox(
        text=text,
        words=" ".join((typed.words, *(f"{one.name} {one.value}" for one in unclear))).strip(),
        filters=Filters(
            marks=marks,
            since=max((since for since, _until in times if since is not None), default=None),
            until=min((until for _since, until in times if until is not None), default=None),
        ),
        chosen=tuple(one for one in typed.operators if one not in unclear),
        unclear=tuple(unclear),
    )


def _meant(one: Operator, viewer: Viewer) -> tuple[Field, tuple[str, ...]] | None:
    if one.name == "by":
        authors = naming.people(one.value, viewer=viewer)
        return ("by", authors) if authors else None
    if one.name in ("skill", "in"):
        find = naming.skill if one.name == "skill" else naming.community
        slug = find(one.value, viewer=viewer)
        return ("skill" if one.name == "skill" else "in", (slug,)) if slug else None
    found = operators.choice(one)
    return (found[0], (found[1],)) if found else None
