"""Skills that may mean the same: written alike but for signs, an ending or a letter. As far as the viewer sees them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from graph.driver import read
from graph.posts import SkillTag
from graph.viewers import Viewer

SHOWN = 30
# Of two names with nine letters one may differ.
ALIKE = 0.88


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """Two skills that may mean the same; the one with fewer posts would go."""

    lost: SkillTag
    kept: SkillTag


def suspected(*, viewer: Viewer) -> tuple[Suspicion, ...]:
    """Return pairs of skills that are written alike, at most thirty, those with the most posts first."""
    rows = read(
        """
        MATCH (skill:Skill)
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        WITH skill, COUNT { MATCH (skill)<-[:ABOUT]-(post:Post) WHERE post.audience IN $audiences } AS posts
        WHERE posts > 0
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY posts DESC, slug
        """,
        audiences=viewer.audiences,
    )
    tags = [SkillTag(**row) for row in rows]
    pairs = [pair for group in _groups(tags) for pair in combinations(group, 2) if _alike(*pair)]
    return tuple(Suspicion(kept=kept, lost=lost) for kept, lost in dict.fromkeys(pairs))[:SHOWN]


def _groups(tags: Iterable[SkillTag]) -> list[list[SkillTag]]:
    # Names that begin otherwise are hardly ever the same, and comparing all with all would take seconds.
    groups = defaultdict[str, list[SkillTag]](list)
    for tag in tags:
        groups[_plain(tag.name)[:2]].append(tag)
    return list(groups.values())


def _alike(one: SkillTag, other: SkillTag) -> bool:
    left, right = _plain(one.name), _plain(other.name)
    # C, C++ and C# differ in nothing but signs.
    if min(len(left), len(right)) < 4:
        return False
    return left == right or SequenceMatcher(None, left, right).ratio() >= ALIKE


def _plain(name: str) -> str:
    return re.sub(r"[^\w+#]", "", name.casefold()).removesuffix("s")
