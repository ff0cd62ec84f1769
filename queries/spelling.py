"""Better spellings for words that occur in nothing that the viewer may see.

A better word is a skill's name, or stands in titles and names that the viewer may see, so it gives nothing away. The
nearest counts first: a letter that is wrong, missing or too many is one step, and so are two that are swapped
(optimal string alignment; Boytsov, "Indexing Methods for Approximate Dictionary Searching", 2011). Among equally near
words, names of skills come first, then what most titles have, and names of people last.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from rapidfuzz.distance import OSA

from graph import cards
from graph.cards import Card
from graph.finding import result_items
from graph.finding.result_items import Finding
from graph.skills import naming, taxonomy
from graph.viewers import Viewer
from search import suggestions
from search.documents import Kind
from search.engines import most_edits

WORD = re.compile(r"\w[\w.#+-]*")
EXACT = re.compile(r'"[^"]*"|(?:^|\s)-\w')
MOST_WORDS = 8
LEAST_CHARACTERS = 4
LOOKED_AT = 30

# Two steps from a shorter word, or one from a very short one, may lead to quite another word.
SURE_WITH_TWO = 8
SURE_WITH_ONE = 5

# The shortest part of two words that were typed as one.
LEAST_PART = 3

# Where better words come from, the best first.
SKILL, TITLE, PLACE = range(3)
SOURCES: Sequence[tuple[int, tuple[Kind, ...]]] = ((TITLE, cards.KINDS), (PLACE, ("person", "community")))


# Whether anything that the viewer may see has a word.
IsKnown = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """What a typed text may mean: `better` words in place of unknown ones, empty if there are none.

    `together` are neighbouring words as one, as far as that
    occurs: "name space" may mean "namespace".
    """

    better: str
    is_sure: bool
    together: tuple[str, ...]

    @property
    def surely(self) -> str:
        """The better words if nothing else can be meant, so that they can be looked up at once; otherwise empty."""
        return self.better if self.is_sure else ""


@dataclass(frozen=True, kw_only=True, order=True)
class _Candidate:
    """A word that may be meant. They are ordered from the best to the worst."""

    steps: int
    source: int
    behind: int
    word: str

    def is_sure_for(self, typed: str) -> bool:
        """Whether it is so near that nothing else can be meant by a word that occurs nowhere."""
        return self.steps <= (2 if len(typed) >= SURE_WITH_TWO else 1 if len(typed) >= SURE_WITH_ONE else 0)


def check(words: str, *, viewer: Viewer) -> Spelling:
    """Return what the typed text may mean, if a word of it occurs nowhere, or two of it as one."""
    is_known: IsKnown = lru_cache(None)(partial(suggestions.is_known, audiences=viewer.audiences))
    together = [pair for pair in _pairs(words) if is_known("".join(pair))]
    whole = words
    for pair in together:
        # Words that stand beside each other somewhere are meant as two.
        if not suggestions.is_phrase(" ".join(pair), audiences=viewer.audiences):
            whole = whole.replace(" ".join(pair), "".join(pair))
    found = {word: one for word in _looked_at(whole) if not is_known(word) and (one := _best(word, is_known, viewer))}
    better = WORD.sub(lambda typed: found[typed[0]].word if typed[0] in found else typed[0], whole)
    return Spelling(
        better=better if better != words else "",
        is_sure=all(one.is_sure_for(word) for word, one in found.items()) and not EXACT.search(words),
        together=tuple("".join(pair) for pair in together),
    )


def _pairs(words: str) -> list[tuple[str, str]]:
    pairs = dict.fromkeys(pairwise(WORD.findall(words)[:MOST_WORDS]))
    return [pair for pair in pairs if all(word.isalpha() for word in pair) and " ".join(pair) in words]


def _looked_at(words: str) -> list[str]:
    each = list(dict.fromkeys(WORD.findall(words)))[:MOST_WORDS]
    return [word for word in each if len(word) >= LEAST_CHARACTERS and not word.isdecimal()]


def _best(word: str, is_known: IsKnown, viewer: Viewer) -> _Candidate | None:
    # A word that a taxonomy has is no mistake, even if nobody here uses it.
    if taxonomy.synonyms(word):
        return None
    typed = word.casefold()
    candidates = [*_skills(typed, viewer), *_titles(typed, viewer)]
    best = min(candidates, default=None)
    if best is None or best.steps > 1:
        best = _parted(typed, is_known, viewer) or best
    return best


def _skills(typed: str, viewer: Viewer) -> Iterable[_Candidate]:
    names = naming.every_skill(viewer=viewer)
    return _near(typed, Counter(word for name in names for word in WORD.findall(name)), SKILL)


def _titles(typed: str, viewer: Viewer) -> Iterable[_Candidate]:
    for source, kinds in SOURCES:
        hits = suggestions.alike(typed, kinds=kinds, audiences=viewer.audiences, limit=LOOKED_AT)
        shown = result_items.show([hit.key for hit in hits], viewer=viewer) if hits else ()
        yield from _near(typed, Counter(word for one in shown for word in set(WORD.findall(_name(one)))), source)


def _near(typed: str, counted: Counter[str], source: int) -> Iterable[_Candidate]:
    """Return the words that are near, or that begin with what was typed, which is one step more."""
    for word, count in counted.items():
        plain = word.casefold()
        steps = OSA.distance(typed, plain, score_cutoff=most_edits(typed))
        if steps <= most_edits(typed):
            yield _Candidate(steps=steps, source=source, behind=-count, word=word)
        elif plain.startswith(typed):
            yield _Candidate(steps=1, source=source, behind=-count, word=word)


def _parted(typed: str, is_known: IsKnown, viewer: Viewer) -> _Candidate | None:
    """Return two words that were typed as one: best two that stand beside each other somewhere."""
    places = range(LEAST_PART, len(typed) - LEAST_PART + 1)
    pairs = [(typed[:place], typed[place:]) for place in places]
    known = [pair for pair in pairs if all(map(is_known, pair))]
    beside = (pair for pair in known if suggestions.is_phrase(" ".join(pair), audiences=viewer.audiences))
    best = next(beside, known[0] if known else None)
    return _Candidate(steps=1, source=TITLE, behind=0, word=" ".join(best)) if best else None


def _name(finding: Finding) -> str:
    return finding.title if isinstance(finding, Card) else finding.name
