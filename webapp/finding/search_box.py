"""What somebody typed into the search box, understood: words, filters, and what was not clear."""

from dataclasses import dataclass

from flask_babel import gettext as _  # pyright: ignore[reportUnknownVariableType]

from graph.skills import naming
from graph.viewers import Viewer
from search import operators
from search.filters import Field, Filters
from search.operators import NAMES, Operator


@dataclass(frozen=True, kw_only=True)
class Box:
    """`chosen` are the operators that were understood; `problems` has a sentence for each that was not."""

    text: str
    words: str
    filters: Filters
    chosen: tuple[Operator, ...]
    problems: tuple[str, ...]

    def without(self, *dropped: Operator) -> str:
        """Return the same with some operators taken away."""
        return " ".join((self.words, *(one.text for one in self.chosen if one not in dropped))).strip()

    def with_words(self, words: str) -> str:
        """Return the same operators beside other words."""
        return " ".join((words, *(one.text for one in self.chosen))).strip()

    def choosing(self, name: str, value: str) -> str:
        """Return the same with another value for a field; a second skill is added to the first."""
        former = [] if name == "skill" else [one for one in self.chosen if one.name == name]
        return f"{self.without(*former)} {name}:{value}".strip()

    def has(self, name: str, value: str) -> bool:
        """Tell whether this was chosen."""
        return any(one.name == name and one.value == value for one in self.chosen)


def understood(text: str, *, viewer: Viewer) -> Box:
    """Understand what was typed. What is not understood is looked up as words."""
    typed = operators.read(text[:2_000])
    marks: dict[Field, tuple[str, ...]] = {}
    times: list[tuple[int | None, int | None]] = []
    unclear: list[Operator] = []
    for one in typed.operators:
        span, found = operators.span(one), _meant(one, viewer)
        if span:
            times.append(span)
        elif found:
            marks[found[0]] = (*marks.get(found[0], ()), *found[1])
        else:
            unclear.append(one)
    return Box(
        text=text,
        words=" ".join((typed.words, *(f"{one.name} {one.value}" for one in unclear))).strip(),
        filters=Filters(
            marks=marks,
            since=max((since for since, _until in times if since is not None), default=None),
            until=min((until for _since, until in times if until is not None), default=None),
        ),
        chosen=tuple(one for one in typed.operators if one not in unclear),
        problems=tuple(dict.fromkeys(_problem(one) for one in unclear)),
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


def _problem(one: Operator) -> str:
    if one.name in ("skill", "in", "by"):
        return _("Nothing here goes by “%(text)s”, so it was looked up as words.", text=one.text)
    if one.name == "created":
        return _("“%(text)s” names no age such as created:<1m, so it was looked up as words.", text=one.text)
    known = ", ".join(operators.CHOICES.get(one.name, (f"{name}:" for name in NAMES)))
    return _("“%(text)s” was looked up as words; what can stand there is: %(known)s.", text=one.text, known=known)
