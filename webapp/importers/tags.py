"""Tags as skills: how often each is used, what its wiki says about it, and which belong together."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from graph.ids import SkillSlug, slug
from graph.imports.skills import ImportedSkill, Relation

RELATED_AT_MOST = 10
USED_TOGETHER_AT_LEAST = 3
LEAST_WEIGHT = 0.05


class Tags:
    """The tags of a site. They are counted post by post."""

    def __init__(self) -> None:
        self.summaries: dict[str, str] = {}
        self._used = Counter[str]()
        self._together = Counter[tuple[str, str]]()

    def count(self, tags: tuple[str, ...]) -> None:
        """Note that one post carries these tags."""
        self._used.update(tags)
        self._together.update(combinations(sorted(set(tags)), 2))

    def describe(self, tag: str, summary: str) -> None:
        """Note that this tag exists, used or not, and what it means."""
        self._used[tag] += 0
        self.summaries[tag] = summary

    def skills(self) -> list[ImportedSkill]:
        """Return every tag as a skill."""
        return [
            ImportedSkill(slug=_slug(tag), name=tag, summary=self.summaries.get(tag, "")) for tag in sorted(self._used)
        ]

    def relations(self) -> list[Relation]:
        """Return the most similar pairs of tags, at most ten for each tag."""
        chosen = Counter[str]()
        related: list[Relation] = []
        for weight, one, other in sorted(self._pairs(), reverse=True):
            if max(chosen[one], chosen[other]) < RELATED_AT_MOST:
                chosen.update((one, other))
                related.append(Relation(one=_slug(one), other=_slug(other), weight=weight))
        return related

    def _pairs(self) -> Iterator[tuple[float, str, str]]:
        for (one, other), together in self._together.items():
            # Jaccard index: the share of posts with both tags among the posts with either.
            weight = together / (self._used[one] + self._used[other] - together)
            if together >= USED_TOGETHER_AT_LEAST and weight >= LEAST_WEIGHT:
                yield round(weight, 4), one, other


def parsed(field: str) -> tuple[str, ...]:
    """Return the tags of a post. Older dumps write them as `<a><b>`, newer ones as `|a|b|`."""
    return tuple(dict.fromkeys(tag for tag in re.findall(r"[^<>|]+", field) if slug(tag)))


def _slug(tag: str) -> SkillSlug:
    return SkillSlug(slug(tag))
