"""Loops: skills that lie below themselves over what is broader, and the cut that mends each.

Taxonomies and people see what is broader differently, and two who describe at once do not see each other, so a loop
can come to be. It harms no page: whatever walks over `BROADER` walks a bounded number of steps.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from graph import clock
from graph.cards import SkillTag
from graph.driver import read, write
from graph.errors import Forbidden
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.skills import vocabulary
from graph.viewers import Viewer

SHOWN = 20
CUTS_SHOWN = 30

Pair = tuple[SkillSlug, SkillSlug]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One skill that lies below another."""

    below: SkillTag
    above: SkillTag


@dataclass(frozen=True, kw_only=True)
class Loop:
    """Ties that lead from a skill back to itself, each from where the one before ended.

    The first is the one to cut: of all, it puts the skill with the most posts below one with few, and what is broader
    is usually written about more.
    """

    ties: tuple[Tie, ...]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A tie that was cut, by whom and when."""

    tie: Tie
    by: str
    at: datetime


def found(*, viewer: Viewer) -> tuple[Loop, ...]:
    """Return loops of skills that the viewer knows of, at most twenty. No tie is in two of them."""
    # What nothing lies above, or nothing below, is in no loop: that leaves out nearly everything.
    found = read_as(
        Tie,
        """
        MATCH (below:Skill)-[:BROADER]->(above:Skill)
        WHERE EXISTS { (above)-[:BROADER]->(:Skill) } AND EXISTS { (below)<-[:BROADER]-(:Skill) }
          AND {{below is known}} AND {{above is known}}
        RETURN {slug: below.slug, name: below.name} AS below, {slug: above.slug, name: above.name} AS above
        ORDER BY below.slug, above.slug
        """,
        audiences=viewer.audiences,
    )
    ties = {(tie.below.slug, tie.above.slug): tie for tie in found}
    loops = [[ties[pair] for pair in pairs] for pairs in _loops(list(ties))]
    posts = _posts({tie.below.slug for loop in loops for tie in loop}, viewer=viewer) if loops else {}
    return tuple(Loop(ties=_from_the_worst(loop, posts)) for loop in loops)


def cut(below: SkillSlug, above: SkillSlug, *, by: Viewer) -> None:
    """Let one skill lie below another no longer, also if a taxonomy says so again. Twice changes nothing.

    Raises `Forbidden` for those who may not describe it.
    """
    _refuse(below, by=by)
    write(
        """
        MATCH (below:Skill {slug: $below})-[tie:BROADER]->(above:Skill)
        WHERE above.slug = $above AND {{above is known}}
        DELETE tie
        MERGE (below)-[cut:NOT_BELOW]->(above)
        SET cut.by = $by, cut.at = datetime($now), below.changed_key = $key
        """,
        below=below,
        above=above,
        by=by.id,
        audiences=by.audiences,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )


def mend(below: SkillSlug, above: SkillSlug, *, by: Viewer) -> None:
    """Put a skill below another again after a cut, loop or not. Raises as `cut` does."""
    _refuse(below, by=by)
    write(
        """
        MATCH (below:Skill {slug: $below})-[cut:NOT_BELOW]->(above:Skill)
        WHERE above.slug = $above AND {{above is known}}
        DELETE cut
        MERGE (below)-[:BROADER]->(above)
        SET below.changed_key = $key
        """,
        below=below,
        above=above,
        audiences=by.audiences,
        key=clock.key(clock.now()),
    )


def cuts(*, viewer: Viewer) -> tuple[Cut, ...]:
    """Return the cuts that the viewer could undo, newest first, at most thirty: admins any, others their own."""
    return read_as(
        Cut,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (below:Skill)-[cut:NOT_BELOW]->(above:Skill)
        WHERE {{below is known}} AND {{above is known}} AND ({{me is an admin}} OR cut.by = $viewer)
        OPTIONAL MATCH (person:Person {id: cut.by})
        RETURN {
                   below: {slug: below.slug, name: below.name},
                   above: {slug: above.slug, name: above.name}
               } AS tie,
               coalesce(person.name, '') AS by,
               cut.at AS at
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=CUTS_SHOWN,
    )


def _loops(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    left = dict.fromkeys(pairs)
    for _ in range(SHOWN):
        above = dict[SkillSlug, list[SkillSlug]]()
        for one, other in left:
            above.setdefault(one, []).append(other)
        try:
            TopologicalSorter(above).prepare()
            return
        except CycleError as loop:
            # It names each before what lies below it, and the first again at its end.
            ties = list(pairwise(reversed(loop.args[1])))
        yield ties
        for tie in ties:
            del left[tie]


def _posts(slugs: set[SkillSlug], *, viewer: Viewer) -> dict[SkillSlug, int]:
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (skill:Skill {slug: slug})
        RETURN slug, COUNT { MATCH (skill)<-[:ABOUT]-(post:Post) WHERE {{post is open}} } AS posts
        """,
        slugs=list(slugs),
        audiences=viewer.audiences,
    )
    return {row["slug"]: row["posts"] for row in rows}


def _from_the_worst(loop: Sequence[Tie], posts: Mapping[SkillSlug, int]) -> tuple[Tie, ...]:
    worst = max(range(len(loop)), key=lambda one: posts[loop[one].below.slug] - posts[loop[one].above.slug])
    return (*loop[worst:], *loop[:worst])


def _refuse(below: SkillSlug, *, by: Viewer) -> None:
    if not vocabulary.may_describe(below, viewer=by):
        raise Forbidden(vocabulary.NOT_YOURS)
