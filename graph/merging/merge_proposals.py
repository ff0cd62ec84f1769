"""Proposals to merge two skills, for the review queue: what `lookalikes` finds in what everyone may read, kept.

Comparing all skills takes too long for a page, so a worker does it. What it keeps is only a copy: it names two skills
and why they may mean the same. Whether they are still there, and nobody has marked them as different, is looked up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import read, write_together
from graph.ids import SkillSlug
from graph.merging import lookalikes
from graph.merging.lookalikes import PossibleDuplicate
from graph.rows import read_as
from graph.viewers import Viewer

# The likeliest ones. Coaches may merge few of them, admins all.
KEPT = 60
SHOWN = 30


@dataclass(frozen=True, kw_only=True)
class MergeProposal(PossibleDuplicate):
    """Two skills that may mean the same. The viewer may merge `lost` into `kept`. It was found at `since`."""

    since: datetime


def gather() -> int:
    """Keep the pairs that are found now, forget all others, and return how many are kept. For workers."""
    found = lookalikes.for_everyone()[:KEPT]
    places = _places({slug for one in found for slug in (one.lost.slug, one.kept.slug)})
    write_together(
        (
            """
            UNWIND $found AS pair
            MERGE (proposal:MergeProposal {id: pair.id})
            ON CREATE SET proposal.since = datetime($now)
            SET proposal.lost = pair.lost, proposal.kept = pair.kept, proposal.rank = pair.rank,
                proposal.lost_in = pair.lost_in, proposal.kept_in = pair.kept_in, proposal.kinds = pair.kinds,
                proposal.shared = pair.shared, proposal.together = pair.together, proposal.posts = pair.posts
            """,
            "MATCH (past:MergeProposal) WHERE NOT past.id IN $ids DELETE past RETURN count(*) AS forgotten",
        ),
        found=[_row(rank, one, places) for rank, one in enumerate(found)],
        ids=[_id(one) for one in found],
        now=clock.now().isoformat(),
    )
    return len(found)


def waiting(*, viewer: Viewer) -> tuple[MergeProposal, ...]:
    """Return at most thirty proposals about skills of which the viewer may merge one, the likeliest first."""
    found = read_as(
        MergeProposal,
        """
        MATCH (me:Person {id: $viewer})
        WITH {{me is an admin}} AS is_admin,
             [(me)-[coaching:MEMBER_OF]->(own:Community) WHERE coaching.is_coach | own.id] AS coached
        MATCH (proposal:MergeProposal)
        // Looking at the places that were noted is quick. Whether the viewer may merge today is asked of what is left.
        WHERE is_admin OR ANY(places IN [proposal.lost_in, proposal.kept_in] WHERE size(places) > 0
            AND ALL(place IN places WHERE place IN coached))
        MATCH (lost:Skill {slug: proposal.lost})
        MATCH (kept:Skill {slug: proposal.kept})
        WHERE {{lost is known}} AND {{kept is known}} AND NOT EXISTS { (lost)-[:DIFFERS_FROM]-(kept) }
        RETURN {slug: lost.slug, name: lost.name} AS lost, {slug: kept.slug, name: kept.name} AS kept,
               [at IN range(0, size(proposal.kinds) - 1) | {kind: proposal.kinds[at], what: proposal.shared[at],
                   together: proposal.together[at], posts: proposal.posts[at]}] AS likenesses,
               proposal.since AS since
        ORDER BY proposal.rank
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )
    return tuple(lookalikes.own(found, viewer=viewer))


def _places(slugs: Collection[SkillSlug]) -> dict[SkillSlug, list[str]]:
    """Return the communities that hold the posts about each of these skills, with an empty name for posts in none."""
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (skill:Skill {slug: slug})<-[:ABOUT]-(post:Post)
        OPTIONAL MATCH (post)-[:IN]->(community:Community)
        RETURN slug, collect(DISTINCT coalesce(community.id, '')) AS places
        """,
        slugs=list(slugs),
    )
    return {row["slug"]: row["places"] for row in rows}


def _row(rank: int, pair: PossibleDuplicate, places: Mapping[SkillSlug, list[str]]) -> dict[str, object]:
    return {
        "id": _id(pair),
        "lost": pair.lost.slug,
        "kept": pair.kept.slug,
        "lost_in": places.get(pair.lost.slug, []),
        "kept_in": places.get(pair.kept.slug, []),
        "rank": rank,
        "kinds": [one.kind for one in pair.likenesses],
        "shared": [one.what for one in pair.likenesses],
        "together": [one.together for one in pair.likenesses],
        "posts": [one.posts for one in pair.likenesses],
    }


def _id(pair: PossibleDuplicate) -> str:
    return " ".join(sorted((pair.lost.slug, pair.kept.slug)))
