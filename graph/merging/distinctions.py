"""Pairs of skills that someone has marked as different. They are no longer listed as possible duplicates."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.skills import vocabulary
from graph.viewers import Viewer

SHOWN = 30

NOT_YOURS = "Only admins and coaches of a community that uses one of these skills can do this."


@dataclass(frozen=True, kw_only=True)
class Distinction:
    """Two skills that someone has marked as different, with that person's name."""

    one: SkillTag
    other: SkillTag
    by: str
    at: datetime


def say(one: SkillSlug, other: SkillSlug, *, by: Viewer) -> None:
    """Mark two skills as different. Twice, or in the other order, changes nothing.

    Raises `Invalid` if they are the same skill or the person knows of no such skill, `Forbidden` for people who may
    edit neither.
    """
    if one == other:
        raise Invalid(other="Choose two skills.")
    _refuse(one, other, by=by)
    rows = write(
        """
        MATCH (one:Skill {slug: $one})
        MATCH (other:Skill {slug: $other})
        WHERE {{one is known}} AND {{other is known}}
        FOREACH (_ IN CASE WHEN EXISTS { (one)-[:DIFFERS_FROM]-(other) } THEN [] ELSE [1] END |
            CREATE (one)-[:DIFFERS_FROM {by: $by, at: datetime($now)}]->(other))
        RETURN one.slug AS slug
        """,
        one=one,
        other=other,
        by=by.id,
        audiences=by.audiences,
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=Invalid(other="One of these skills no longer exists."))


def take_back(one: SkillSlug, other: SkillSlug, *, by: Viewer) -> None:
    """Undo `say`: list them as possible duplicates again. Twice changes nothing. Raises `Forbidden` like `say`."""
    _refuse(one, other, by=by)
    write(
        """
        MATCH (one:Skill {slug: $one})-[said:DIFFERS_FROM]-(other:Skill)
        WHERE other.slug = $other
        DELETE said
        """,
        one=one,
        other=other,
    )


def said(*, viewer: Viewer) -> tuple[Distinction, ...]:
    """Return at most thirty pairs marked as different, newest first: to admins all of them, to others their own."""
    return read_as(
        Distinction,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (one:Skill)-[said:DIFFERS_FROM]->(other:Skill)
        WHERE {{one is known}} AND {{other is known}} AND ({{me is an admin}} OR said.by = $viewer)
        OPTIONAL MATCH (person:Person {id: said.by})
        RETURN {slug: one.slug, name: one.name} AS one, {slug: other.slug, name: other.name} AS other,
               coalesce(person.name, '') AS by, said.at AS at
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )


def _refuse(one: SkillSlug, other: SkillSlug, *, by: Viewer) -> None:
    if not any(vocabulary.may_describe(slug, viewer=by) for slug in (one, other)):
        raise Forbidden(NOT_YOURS)
