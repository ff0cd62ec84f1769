"""Loops: skills that are below themselves by way of broader skills, and the tie to cut in each.

Taxonomies and people disagree about which skill is broader, and two people who edit at once don't see each other's
changes, so loops arise. They break no page: every statement that follows `BROADER` takes a bounded number of steps.
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
    """A skill that is directly below another."""

    below: SkillTag
    above: SkillTag


@dataclass(frozen=True, kw_only=True)
class Loop:
    """Ties that lead from a skill back to itself, each beginning where the one before ends.

    The first is the one to cut: compared with the skill above, the one below has the most posts. Usually people write
    more about the broader skill.
    """

    ties: tuple[Tie, ...]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A tie that was cut, with the name of the person who did it."""

    tie: Tie
    by: str
    at: datetime


def found(*, viewer: Viewer) -> tuple[Loop, ...]:
    """Return at most twenty loops of skills that the viewer knows of. No two of them share a tie."""
    # A skill with nothing above it or nothing below it is in no loop. This leaves out nearly all skills.
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
    """Remove the tie from a skill to a broader one. Taxonomies don't restore it. Twice changes nothing.

    Raises `Forbidden` for people who may not edit the skill below.
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
    """Undo `cut`, even if that closes a loop. Twice changes nothing. Raises `Forbidden` like `cut`."""
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
    """Return at most thirty cuts, newest first: to admins all of them, to others their own."""
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
            # It lists each skill before the one below it, and the first one again at the end.
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
