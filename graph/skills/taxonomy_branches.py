"""Branches of a taxonomy: which of them an admin wants among the skills of the company."""

from dataclasses import dataclass
from typing import Literal

from graph.driver import Row, only, read, write
from graph.errors import NotFound
from graph.ids import ConceptId, slug

State = Literal["hidden", "shown", "within", "waiting"]

SKILLS_NAMED = 30


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A concept with others below it.

    `within` is one that lies in a shown branch, `waiting` one that is still being worked on.
    """

    id: ConceptId
    name: str
    skills: int
    state: State


@dataclass(frozen=True, kw_only=True)
class BranchPage:
    """A branch with what lies above it, widest first, the branches in it, and some names that are directly in it."""

    branch: Branch
    summary: str
    above: tuple[Branch, ...]
    below: tuple[Branch, ...]
    names: tuple[str, ...]


def top() -> tuple[Branch, ...]:
    """Return the widest branches of every taxonomy, by name, and before them those that were chosen."""
    rows = read(
        """
        MATCH (concept:Concept)
        WHERE concept.skills_below > 0 AND (concept.is_top OR concept.is_chosen OR concept.is_shown)
        RETURN concept.id AS id, concept.name AS name, concept.skills_below AS skills,
               coalesce(concept.is_chosen, false) AS is_chosen, coalesce(concept.is_shown, false) AS is_shown,
               false AS is_within
        ORDER BY is_chosen DESC, name
        """
    )
    return tuple(_branch(row) for row in rows)


def show(id: ConceptId) -> BranchPage:
    """Return the page of a branch. Raises `NotFound`."""
    rows = read(
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
    own = only(rows, otherwise=NotFound("This branch doesn't exist."))
    return _page(own, _above(own["above"]))


def choose(id: ConceptId) -> None:
    """Want the skills of a branch. Twice changes nothing. Raises `NotFound`."""
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
    """Want them no longer. What people use of them stays. Twice changes nothing. Raises `NotFound`."""
    rows = write(
        "MATCH (concept:Concept {id: $id}) SET concept.is_chosen = false RETURN concept.id AS id",
        id=id,
    )
    only(rows, otherwise=NotFound("This branch doesn't exist."))


def named(name: str) -> tuple[ConceptId, ...]:
    """Return the branches that are called so, the widest first: by name or by id."""
    rows = read(
        """
        MATCH (concept:Concept)
        WHERE concept.skills_below > 0 AND (concept.slug = $slug OR concept.id = $name)
        RETURN concept.id AS id
        ORDER BY concept.skills_below DESC, id
        """,
        slug=slug(name),
        name=name,
    )
    return tuple(row["id"] for row in rows)


def _above(ids: list[str]) -> list[Row]:
    return read(
        """
        UNWIND $ids AS id
        MATCH (concept:Concept {id: id})
        RETURN concept.id AS id, concept.name AS name, concept.skills_below AS skills, false AS is_within,
               coalesce(concept.is_chosen, false) AS is_chosen, coalesce(concept.is_shown, false) AS is_shown
        ORDER BY skills DESC
        """,
        ids=ids,
    )


def _page(own: Row, above: list[Row]) -> BranchPage:
    is_within = any(row["is_chosen"] for row in above)
    below = sorted(own["below"], key=lambda row: row["name"].casefold())
    return BranchPage(
        branch=_branch(own | {"is_within": is_within}),
        summary=own["summary"],
        above=tuple(map(_branch, above)),
        below=tuple(_branch(row | {"is_within": is_within or own["is_chosen"]}) for row in below if row["skills"]),
        names=tuple(row["name"] for row in below if not row["is_group"])[:SKILLS_NAMED],
    )


def _branch(row: Row) -> Branch:
    return Branch(id=row["id"], name=row["name"], skills=row["skills"], state=_state(row))


def _state(row: Row) -> State:
    if row["is_chosen"] != row["is_shown"]:
        return "waiting"
    if row["is_shown"]:
        return "shown"
    return "within" if row["is_within"] else "hidden"
