"""Skills that a text names, by their own name or an alias: `k8s` names Kubernetes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from graph import characters
from graph.ids import SkillSlug, slug
from graph.rows import read_as
from graph.viewers import Viewer

# People rarely type longer names in full.
LONGEST_WORDS = 4
MOST_WORDS = 60
# A skill of a taxonomy may have twenty names. The first are enough.
MOST_NAMES = 12

# A sign before a name is part of it: .NET, @angular.
WORD = re.compile(rf"(?:(?<![^\s(\[{{\"'])[.@$](?=\w))?[\w+#{characters.MARKS}](?:[\w+#.{characters.MARKS}-]*)")


@dataclass(frozen=True, kw_only=True)
class SkillMention:
    """A skill that a text names: its name, how the text names it, and its aliases."""

    slug: SkillSlug
    name: str
    typed: str
    others: tuple[str, ...]


def of(text: str, *, viewer: Viewer) -> tuple[SkillMention, ...]:
    """Return the skills that the first sixty words name, each once, in the order of the text.

    A name of several words counts before the words in it: "machine learning" does not mean machines.
    """
    stretches = _stretches(text)
    found = read_as(
        _Named,
        """
        UNWIND $slugs AS typed
        OPTIONAL MATCH (named:Skill {slug: typed})
            WHERE {{named is known}}
        OPTIONAL MATCH (other:Alias {slug: typed})-[:NAMES]->(meant:Skill)
            WHERE {{other is readable}}
        WITH typed, coalesce(named, meant) AS skill
        WHERE skill IS NOT NULL AND {{skill is known}}
        RETURN typed, skill.slug AS slug, skill.name AS name,
               [(skill)<-[:NAMES]-(alias:Alias)
                   WHERE {{alias is readable}}
                   | alias.name] AS others
        """,
        slugs=list(stretches),
        audiences=viewer.audiences,
    )
    mentions = dict[SkillSlug, tuple[int, SkillMention]]()
    taken = set[int]()
    for typed, one in sorted(((stretches[one.typed], one) for one in found), key=_longest_first):
        if taken.isdisjoint(typed.places):
            taken.update(typed.places)
            mention = SkillMention(slug=one.slug, name=one.name, typed=typed.text, others=tuple(sorted(one.others)))
            mentions.setdefault(mention.slug, (typed.places.start, mention))
    return tuple(mention for _, mention in sorted(mentions.values(), key=lambda one: one[0]))


def other_names(named: Iterable[SkillMention]) -> tuple[str, ...]:
    """Return at most twelve names of these skills, each once, without those that were typed."""
    called = (name for one in named for name in (one.name, *one.others) if name.casefold() != one.typed.casefold())
    return tuple(dict.fromkeys(called))[:MOST_NAMES]


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Some words in a row, and their numbers in the text."""

    text: str
    places: range


@dataclass(frozen=True, kw_only=True)
class _Named:
    typed: str
    slug: SkillSlug
    name: str
    others: tuple[str, ...]


def _stretches(text: str) -> dict[str, _Stretch]:
    """Return every stretch of up to four words, where it first occurs, by its slug."""
    words = [found[0].rstrip(".-") for found in islice(WORD.finditer(text), MOST_WORDS)]
    found = dict[str, _Stretch]()
    for length in range(1, LONGEST_WORDS + 1):
        for first in range(len(words) - length + 1):
            places = range(first, first + length)
            stretch = _Stretch(text=" ".join(words[first : first + length]), places=places)
            found.setdefault(slug(stretch.text), stretch)
    return found


def _longest_first(found: tuple[_Stretch, _Named]) -> tuple[int, int]:
    typed, _ = found
    return -len(typed.places), typed.places.start
