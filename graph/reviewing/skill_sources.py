"""Where items of the review queue come from that are about skills: two that may mean the same, and confirmations."""

from graph.expertise import ring_decisions
from graph.merging import merge_proposals
from graph.reviewing.items import Item
from graph.viewers import Viewer


def merges(viewer: Viewer) -> tuple[Item, ...]:
    """Return the pairs of skills that may mean the same, of which the viewer may merge one."""
    return tuple(
        Item(
            kind="merge",
            id=f"{one.lost.slug} {one.kept.slug}",
            title=f"{one.lost.name} → {one.kept.name}",
            since=one.since,
            severity=0.75,
            likenesses=one.likenesses,
        )
        for one in merge_proposals.waiting(viewer=viewer)
    )


def rings(viewer: Viewer) -> tuple[Item, ...]:
    """Return the people who confirm a skill only of each other. Large groups, and those that lean on it, come first."""
    return tuple(
        Item(
            kind="ring",
            id=one.id,
            title=one.skill.name,
            since=one.since,
            severity=0.5 + 0.15 * len(one.people) + one.share / 2,
            skill=one.skill,
            people=one.people,
            share=one.share,
        )
        for one in ring_decisions.waiting(viewer=viewer)
    )
