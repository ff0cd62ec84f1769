"""The reasons for an ask that a viewer may open: evidence of the person asked, or a skill they are said to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from graph.matching.experts import Part

# The reasons for an `ask` in a statement, as far as `$audiences` may open them: a list of `Because`.
OF_ASK: LiteralString = """
    [(ask)-[because:BECAUSE]->(proof)-[:ANSWERS]->(post:Post) WHERE {{post is open}}
        | {evidence: proof.id, post: post.id, title: post.title, share: because.share, part: because.part}]
    + [(ask)-[because:BECAUSE]->(tip:Post) WHERE {{tip is open}}
        | {evidence: tip.id, post: tip.id, title: tip.title, share: because.share, part: because.part}]
    + [(ask)-[because:BECAUSE]->(known:Skill)
        | {evidence: known.slug, post: known.slug, title: known.name, share: because.share, part: because.part}]
    """


@dataclass(frozen=True, kw_only=True)
class Because:
    """A reason: an answer or tip on the page of `post`. If `part` is `declared` or `endorsed`, a skill by its slug.

    `share` is its share of the whole score, between 0 and 1. `part` says why it counts.
    """

    evidence: str
    post: str
    title: str
    share: float
    part: Part


def by_share(reasons: Iterable[Because]) -> tuple[Because, ...]:
    """Return the reasons in order of their shares, largest first."""
    return tuple(sorted(reasons, key=lambda one: -one.share))
