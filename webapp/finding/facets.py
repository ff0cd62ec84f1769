"""How a search can be narrowed, with the number of results for each choice, as links that change the search box."""

from dataclasses import dataclass

from flask_babel import gettext as _  # pyright: ignore[reportUnknownVariableType]

from graph.skills import naming
from graph.viewers import Viewer
from queries.search_box import SearchBox
from search.filters import AGES, Field
from search.query import Results

SHOWN_VALUES = 8


@dataclass(frozen=True, kw_only=True)
class Value:
    """A choice within a facet; `text` is what the search box contains if it is chosen or taken back."""

    name: str
    count: int
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A heading with its choices, the most frequent first."""

    name: str
    values: tuple[Value, ...]


def of(found: Results, asked: SearchBox, *, viewer: Viewer) -> tuple[Facet, ...]:
    """Return all facets except the kind. The counts include only results that this reader may open."""
    skills, communities = _most(found, "skill"), _most(found, "in")
    names = naming.names(skills, communities, viewer=viewer) if skills or communities else None
    states = {"unanswered": _("Unanswered"), "answered": _("Answered"), "accepted": _("With an accepted answer")}
    states |= {"works": _("Works for someone"), "outdated": _("Outdated"), "dangerous": _("Dangerous")}
    ages = {"1d": _("Past day"), "1w": _("Past week"), "1m": _("Past month"), "1y": _("Past year")}
    lists = (
        (_("State"), "is", found.facets.get("is", {}), states),
        (_("Skills"), "skill", skills, names.skills if names else {}),
        (_("Communities"), "in", communities, names.communities if names else {}),
        (_("Posted"), "created", {f"<{age}": found.ages.get(age, 0) for age in AGES}, {f"<{k}": ages[k] for k in AGES}),
    )
    facets = (Facet(name=title, values=_values(asked, field, counts, called)) for title, field, counts, called in lists)
    return tuple(facet for facet in facets if facet.values)


def _most(found: Results, field: Field) -> dict[str, int]:
    counts = found.facets.get(field, {})
    best = sorted(counts, key=lambda value: (-counts[value], value))[:SHOWN_VALUES]
    return {value: counts[value] for value in best}


def _values(asked: SearchBox, field: str, counts: dict[str, int], called: dict[str, str]) -> tuple[Value, ...]:
    return tuple(
        Value(name=name, count=counts[key], text=_text(asked, field, key), is_chosen=asked.has(field, key))
        for key, name in ((key, called[key]) for key in counts if key in called)
        if counts[key]
    )


def _text(asked: SearchBox, field: str, key: str) -> str:
    chosen = [one for one in asked.chosen if one.name == field and one.value == key]
    return asked.without(*chosen) if chosen else asked.choosing(field, key)
