"""Reasons of an ask, as far as one viewer may open them: what the person asked has shown, or says of themselves."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.driver import read
from graph.experts import Part
from graph.ids import AskId
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Because:
    """An answer or a tip, on the page of its post; of the part `declared` a skill, by its slug.

    `share` is what it makes up of the whole score, between 0 and 1; `part` is how it came to count.
    """

    evidence: str
    post: str
    title: str
    share: float
    part: Part


def of(asks: Collection[AskId], *, viewer: Viewer) -> dict[AskId, tuple[Because, ...]]:
    """Return the reasons of each of these asks that the viewer may open, the largest share first."""
    rows = read(
        """
        UNWIND $asks AS id
        MATCH (ask:Suggestion {id: id})
        RETURN id,
               [(ask)-[because:BECAUSE]->(proof)-[:ANSWERS]->(post:Post) WHERE post.audience IN $audiences
                   | {evidence: proof.id, post: post.id, title: post.title, share: because.share, part: because.part}]
               + [(ask)-[because:BECAUSE]->(tip:Post) WHERE tip.audience IN $audiences
                   | {evidence: tip.id, post: tip.id, title: tip.title, share: because.share, part: because.part}]
               + [(ask)-[because:BECAUSE]->(known:Skill)
                   | {evidence: known.slug, post: known.slug, title: known.name, share: because.share,
                      part: because.part}]
               AS reasons
        """,
        asks=list(asks),
        audiences=viewer.audiences,
    )
    return {
        row["id"]: tuple(sorted((Because(**one) for one in row["reasons"]), key=lambda one: -one.share)) for row in rows
    }
