"""Skills that a text names, by their own name or by another one: `k8s` names Kubernetes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from graph.driver import Row, read
from graph.ids import SkillSlug, slug
from graph.viewers import Viewer

# No skill here has a longer name that people type whole.
LONGEST_WORDS = 4
MOST_WORDS = 60
# A skill of a taxonomy may have twenty names; the first say enough.
MOST_NAMES = 12

WORD = re.compile(r"[\w+#.-]+")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A skill that a text names: as it was typed there, what it is called here, and what else it is called."""

    slug: SkillSlug
    name: str
    typed: str
    others: tuple[str, ...]


def of(text: str, *, viewer: Viewer) -> tuple[Mention, ...]:
    """Return the skills that stand in the first sixty words, each once, in the order of the text.

    A name of several words counts before the words in it: who writes "machine learning" does not mean machines.
    """
    stretches = _stretches(text)
    rows = read(
        """
        UNWIND $slugs AS typed
        OPTIONAL MATCH (known:Skill {slug: typed})
            WHERE ANY(audience IN known.audiences WHERE audience IN $audiences)
        OPTIONAL MATCH (other:Alias {slug: typed})-[:NAMES]->(meant:Skill)
            WHERE other.audiences IS NULL OR ANY(audience IN other.audiences WHERE audience IN $audiences)
        WITH typed, coalesce(known, meant) AS skill
        WHERE skill IS NOT NULL AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN typed, skill.slug AS slug, skill.name AS name,
               [(skill)<-[:NAMES]-(alias:Alias)
                   WHERE alias.audiences IS NULL OR ANY(audience IN alias.audiences WHERE audience IN $audiences)
                   | alias.name] AS others
        """,
        slugs=list(stretches),
        audiences=viewer.audiences,
    )
    found = dict[SkillSlug, tuple[int, Mention]]()
    taken = set[int]()
    for typed, row in sorted(((stretches[row["typed"]], row) for row in rows), key=_longest_first):
        if taken.isdisjoint(typed.places):
            taken.update(typed.places)
            mention = Mention(slug=row["slug"], name=row["name"], typed=typed.text, others=tuple(sorted(row["others"])))
            found.setdefault(mention.slug, (typed.places.start, mention))
    return tuple(mention for _, mention in sorted(found.values(), key=lambda one: one[0]))


def other_names(named: Iterable[Mention]) -> tuple[str, ...]:
    """Return what these skills are called, without what was typed, each name once, at most twelve."""
    called = (name for one in named for name in (one.name, *one.others) if name.casefold() != one.typed.casefold())
    return tuple(dict.fromkeys(called))[:MOST_NAMES]


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Some words in a row, and which of the text's words they are."""

    text: str
    places: range


def _stretches(text: str) -> dict[str, _Stretch]:
    """Return every stretch of up to four words by what its slug would be, where it stands first."""
    words = [found[0].strip(".-") for found in islice(WORD.finditer(text), MOST_WORDS)]
    found = dict[str, _Stretch]()
    for length in range(1, LONGEST_WORDS + 1):
        for first in range(len(words) - length + 1):
            places = range(first, first + length)
            stretch = _Stretch(text=" ".join(words[first : first + length]), places=places)
            found.setdefault(slug(stretch.text), stretch)
    return found


def _longest_first(found: tuple[_Stretch, Row]) -> tuple[int, int]:
    typed, _ = found
    return -len(typed.places), typed.places.start
