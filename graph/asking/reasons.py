"""Reasons of an ask, as far as one viewer may open them: what the person asked has shown, or says of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from graph.matching.experts import Part

# What an `ask` in a statement stands on, as far as $audiences may open it: a list of `Because`.
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
    """An answer or a tip, on the page of its post; of the parts `declared` and `endorsed` a skill, by its slug.

    `share` is what it makes up of the whole score, between 0 and 1; `part` is how it came to count.
    """

    evidence: str
    post: str
    title: str
    share: float
    part: Part


def by_share(reasons: Iterable[Because]) -> tuple[Because, ...]:
    """Return reasons with the largest share first."""
    return tuple(sorted(reasons, key=lambda one: -one.share))
