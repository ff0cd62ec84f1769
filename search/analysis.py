"""How text becomes terms: lower case and stems; questions also without the words that every question has."""

# Whoosh ships few types.
# pyright: reportPrivateImportUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from functools import lru_cache
from pathlib import Path

from whoosh.analysis import Analyzer, StemmingAnalyzer
from whoosh.lang.stopwords import stoplists

# Words of asking rather than of subjects, beside the usual stop words. They are in the index, so that a phrase may
# hold them; a question is looked up without them, which finds better and takes half the time.
ASKING = frozenset((Path(__file__).parent / "asking_words.txt").read_text().split())
STOP_WORDS: frozenset[str] = frozenset(stoplists["en"]) | ASKING

ENGLISH = "en"
WORD = re.compile(r"\w+")

# Of each language those that are none of English, and of English all.
SMALL_WORDS = {
    code: frozenset(words) - (frozenset[str]() if code == ENGLISH else frozenset(stoplists[ENGLISH]))
    for code, words in stoplists.items()
}
FEWEST_SMALL_WORDS = 2

# A question pasted as a whole still asks for its rarest words; more terms only cost time.
MOST_TERMS = 40


def analyzer(stop_words: frozenset[str] | None = None) -> Analyzer:
    """Return what turns text into stems, by default all of them, as the index holds them."""
    return StemmingAnalyzer(stoplist=stop_words)


_ALL = analyzer()


def language(words: str) -> str:
    """Return the code of the language whose own small words these have most of, two at least; else English.

    What is typed into a box often has no small words at all, and one may be a name: CI is Italian for "us".
    """
    typed = set(WORD.findall(words.lower()))
    small = {code: len(typed & own) for code, own in SMALL_WORDS.items()}
    best = max(small, key=lambda code: small[code])
    return best if small[best] >= FEWEST_SMALL_WORDS and small[best] > small[ENGLISH] else ENGLISH


def terms(words: str) -> dict[str, int]:
    """Return the telling stems in what was typed and how often each stands there, at most 40 of them.

    The words of asking count only if there is nothing else.
    """
    return _counted(_telling(language(words)), words) or _counted(_ALL, words)


@lru_cache
def _telling(language: str) -> Analyzer:
    # The small words of English stay away in every language: half of what is written at work is in English.
    return analyzer(STOP_WORDS | SMALL_WORDS[language])


def phrase(words: str) -> tuple[str, ...]:
    """Return all stems in their order."""
    return tuple(token.text for token in _ALL(words, mode="query"))


def _counted(analyzer: Analyzer, words: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    for token in analyzer(words, mode="query"):
        if token.text in counted or len(counted) < MOST_TERMS:
            counted[token.text] = counted.get(token.text, 0) + 1
    return counted
