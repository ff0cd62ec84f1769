"""Suggestions when nothing was found: skills within two steps of those named, each with posts and a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cards import Card
from graph.expertise import knowers
from graph.expertise.knowers import Knower
from graph.ids import SkillSlug
from graph.skills import near_skills, skill_mentions, skills, taxonomy
from graph.skills.near_skills import Bridge
from graph.viewers import Viewer
from search import query

SKILLS = 3
POSTS = 2


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """A skill near the typed words, with posts about it and the person, other than the viewer, who knows it best."""

    bridge: Bridge
    posts: tuple[Card, ...]
    person: Knower | None


def of(words: str, *, meant: str, viewer: Viewer) -> tuple[Nearby, ...]:
    """Return at most three skills that the viewer may know of, nearest first; `meant` is a better spelling, or empty.

    A skill that was named is included even without a post or a person, so that the viewer can ask about it. Without
    words there are no suggestions: anything below "by:ada" would look as if it had to do with her.
    """
    if not words.strip():
        return ()
    named = [mention.slug for mention in skill_mentions.of(f"{words} {meant}", viewer=viewer)]
    # A skill that is not found by its name may be found by its summary.
    described = query.find(words, audiences=viewer.audiences, kinds=("skill",), limit=SKILLS).hits
    starts = list(dict.fromkeys((*named, *(SkillSlug(hit.key) for hit in described))))
    found = (_nearby(bridge, viewer) for bridge in _bridges(words, starts, viewer)[:SKILLS])
    return tuple(one for one in found if one.posts or one.person or one.bridge.skill.slug in named)


def _bridges(words: str, starts: Sequence[SkillSlug], viewer: Viewer) -> list[Bridge]:
    """Return bridges from the site's skills, and from taxonomies for words that nobody here uses, nearest first."""
    both = (*near_skills.of(starts, viewer=viewer), *taxonomy.bridges(words, viewer=viewer))
    nearest = dict[SkillSlug, Bridge]()
    for bridge in sorted(both, key=lambda bridge: bridge.steps):
        nearest.setdefault(bridge.skill.slug, bridge)
    return list(nearest.values())


def _nearby(bridge: Bridge, viewer: Viewer) -> Nearby:
    page = skills.show(bridge.skill.slug, viewer=viewer)
    others = (one for one in knowers.of(bridge.skill.slug, viewer=viewer) if one.evidence and one.id != viewer.id)
    return Nearby(bridge=bridge, posts=(*page.best, *page.waiting)[:POSTS], person=next(others, None))
