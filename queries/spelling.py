"""Spelling suggestions ("Did you mean") for words that occur in nothing that the viewer may see."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from graph.cards import Card
from graph.finding import result_items
from graph.finding.result_items import Finding
from graph.viewers import Viewer
from search import suggestions

WORD = re.compile(r"\w[\w.#+-]*")
MOST_WORDS = 8
LEAST_CHARACTERS = 4
LOOKED_AT = 10

# For example, seven letters of ten in the same order. A word with less in common is another word.
LEAST_LIKENESS = 0.7


def corrected(words: str, shown: Iterable[Finding], *, viewer: Viewer) -> str | None:
    """Return the typed text with better words in place of unknown ones, or `None` if there are none.

    Suggestions come from titles and names that the viewer may see, so they give nothing away.
    """
    seen = " ".join(_name(finding) for finding in shown).casefold()
    better = dict[str, str]()
    for word in list(dict.fromkeys(WORD.findall(words)))[:MOST_WORDS]:
        if len(word) < LEAST_CHARACTERS or word.casefold() in seen:
            continue
        if not suggestions.is_known(word, audiences=viewer.audiences):
            better |= _better(word, viewer)
    return WORD.sub(lambda found: better.get(found[0], found[0]), words) if better else None


def _better(word: str, viewer: Viewer) -> dict[str, str]:
    hits = suggestions.alike(word, audiences=viewer.audiences, limit=LOOKED_AT)
    names = [_name(finding) for finding in result_items.show([hit.key for hit in hits], viewer=viewer)] if hits else []
    meant = {one.casefold(): one for name in names for one in WORD.findall(name)}
    begun = sorted((one for one in meant if one.startswith(word.casefold())), key=len)
    closest = begun or get_close_matches(word.casefold(), meant, n=1, cutoff=LEAST_LIKENESS)
    return {word: meant[closest[0]]} if closest else {}


def _name(finding: Finding) -> str:
    return finding.title if isinstance(finding, Card) else finding.name
