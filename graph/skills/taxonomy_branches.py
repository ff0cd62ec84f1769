"""Branches of a taxonomy: which of them admins want among the skills of the company."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import ConceptId, slug
from graph.rows import read_as

BranchState = Literal["hidden", "shown", "within", "waiting"]

SKILLS_NAMED = 30


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A concept with others below it.

    `within` means that it is in a shown branch, `waiting` that a worker still has to show or hide its skills.
    """

    id: ConceptId
    name: str
    skills: int
    state: BranchState


@dataclass(frozen=True, kw_only=True)
class BranchPage:
    """A branch, those above it, widest first, those in it, by name, and the names of up to thirty skills in it."""

    branch: Branch
    summary: str
    above: tuple[Branch, ...]
    below: tuple[Branch, ...]
    names: tuple[str, ...]


def top() -> tuple[Branch, ...]:
    """Return the chosen branches and the widest of every taxonomy: chosen ones first, then by name."""
    found = read_as(
        _Row,
        """
        MATCH (concept:Concept)
        WHERE concept.skills_below > 0 AND (concept.is_top OR concept.is_chosen OR concept.is_shown)
        RETURN concept.id AS id, concept.name AS name, concept.skills_below AS skills,
               coalesce(concept.is_chosen, false) AS is_chosen, coalesce(concept.is_shown, false) AS is_shown
        ORDER BY is_chosen DESC, name
        """,
    )
    return tuple(_branch(row) for row in found)


def show(id: ConceptId) -> BranchPage:
    """Return the page of a branch. Raises `NotFound`."""
    found = read_as(
        _Own,
        """
        MATCH (concept:Concept {id: $id})
        WHERE concept.skills_below > 0
        RETURN concept.id AS id, concept.name AS name, concept.skills_below AS skills, concept.summary AS summary,
               concept.above AS above, coalesce(concept.is_chosen, false) AS is_chosen,
               coalesce(concept.is_shown, false) AS is_shown,
               [(concept)<-[:BROADER]-(inner:Concept)
                   | {id: inner.id, name: inner.name, skills: inner.skills_below, is_group: inner.is_group,
                      is_chosen: coalesce(inner.is_chosen, false), is_shown: coalesce(inner.is_shown, false)}] AS below
        """,
        id=id,
    )
    own = only(found, otherwise=NotFound("This branch doesn't exist."))
    return _page(own, _above(own.above))


def choose(id: ConceptId) -> None:
    """Choose a branch: its skills become skills of the company. Twice changes nothing. Raises `NotFound`."""
    rows = write(
        """
        MATCH (concept:Concept {id: $id})
        WHERE concept.skills_below > 0
        SET concept.is_chosen = true
        RETURN concept.id AS id
        """,
        id=id,
    )
    only(rows, otherwise=NotFound("This branch doesn't exist."))


def drop(id: ConceptId) -> None:
    """Undo `choose`. Skills that people use stay. Twice changes nothing. Raises `NotFound`."""
    rows = write(
        "MATCH (concept:Concept {id: $id}) SET concept.is_chosen = false RETURN concept.id AS id",
        id=id,
    )
    only(rows, otherwise=NotFound("This branch doesn't exist."))


def named(name: str) -> tuple[ConceptId, ...]:
    """Return the branches with this name or id, the widest first."""
    rows = read(
        """
        MATCH (concept:Concept)
        WHERE concept.skills_below > 0 AND (concept.slug = $slug OR concept.name = $name OR concept.id = $name)
        RETURN concept.id AS id
        ORDER BY concept.skills_below DESC, id
        """,
        slug=slug(name),
        name=name,
    )
    return tuple(row["id"] for row in rows)


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: ConceptId
    name: str
    skills: int
    is_chosen: bool
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class _Below(_Row):
    is_group: bool


@dataclass(frozen=True, kw_only=True)
class _Own(_Row):
    summary: str
    above: tuple[ConceptId, ...]
    below: tuple[_Below, ...]


def _above(ids: Sequence[ConceptId]) -> tuple[_Row, ...]:
    return read_as(
        _Row,
        """
        UNWIND $ids AS id
        MATCH (concept:Concept {id: id})
        RETURN concept.id AS id, concept.name AS name, concept.skills_below AS skills,
               coalesce(concept.is_chosen, false) AS is_chosen, coalesce(concept.is_shown, false) AS is_shown
        ORDER BY skills DESC
        """,
        ids=list(ids),
    )


def _page(own: _Own, above: Sequence[_Row]) -> BranchPage:
    is_within = any(row.is_chosen for row in above)
    below = sorted(own.below, key=lambda row: row.name.casefold())
    return BranchPage(
        branch=_branch(own, is_within=is_within),
        summary=own.summary,
        above=tuple(map(_branch, above)),
        below=tuple(_branch(row, is_within=is_within or own.is_chosen) for row in below if row.skills),
        names=tuple(row.name for row in below if not row.is_group)[:SKILLS_NAMED],
    )


def _branch(row: _Row, *, is_within: bool = False) -> Branch:
    return Branch(id=row.id, name=row.name, skills=row.skills, state=_state(row, is_within=is_within))


def _state(row: _Row, *, is_within: bool) -> BranchState:
    if row.is_chosen != row.is_shown:
        return "waiting"
    if row.is_shown:
        return "shown"
    return "within" if is_within else "hidden"
