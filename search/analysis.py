"""How text becomes terms: lower-case stems without accents. Questions also lose the words of asking.

Every text has English stems. A text in another language also has the stems of that language, so that both find it: a
typed query is often too short to tell its language.
"""

# Whoosh ships few types.
# pyright: reportPrivateImportUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from whoosh.analysis import Analyzer, StemmingAnalyzer
from whoosh.analysis.acore import Token
from whoosh.lang import has_stemmer, stemmer_for_language
from whoosh.lang.stopwords import stoplists

from search.accents import folded

# Words used to ask rather than to name a subject, in addition to the usual stop words. The index has them, so that a
# phrase may contain them. Questions are looked up without them, which gives better results in half the time.
ASKING = frozenset((Path(__file__).parent / "asking_words.txt").read_text().split())
STOP_WORDS: frozenset[str] = frozenset(stoplists["en"]) | ASKING

ENGLISH = "en"
# Markdown around a word is not part of it, but dots and underscores inside are: node.js, consumer_group.
TOKEN = r"[^\W_]+(?:(?:\.|_+)[^\W_]+)*"
SPELLED = re.compile(TOKEN)
WORD = re.compile(r"\w+")

# The small words of English, and for each other language those that are not English small words too.
SMALL_WORDS = {
    code: frozenset(map(folded, words)) - (frozenset[str]() if code == ENGLISH else frozenset(stoplists[ENGLISH]))
    for code, words in stoplists.items()
}
FEWEST_SMALL_WORDS = 2

# A text's language is detected from its beginning.
TELLING_CHARACTERS = 1_000

# A question that is pasted as a whole is looked up by its first telling words; more terms only cost time.
MOST_TERMS = 40
WORDS_KEPT = 20_000


class Stems(Analyzer):
    """Turns text into stems. By default it keeps all of them, as the index does."""

    def __init__(self, stop_words: frozenset[str] | None = None) -> None:
        self._english = StemmingAnalyzer(TOKEN, stoplist=stop_words)

    def __call__(self, value: str, mode: str = "", **more: object) -> Iterator[Token]:
        """Yield the stems of a text and, for an index, also those of its own language."""
        return self._english(_written(value) if mode == "index" else folded(value), mode=mode, **more)


def analyzer() -> Analyzer:
    """Return the analyzer for an index that computes its terms itself."""
    return Stems()


_ALL = Stems()


def language(words: str) -> str:
    """Return the code of the language with the most small words in this text, at least two; otherwise English.

    Typed queries often have no small words at all, and a single one may be a name: CI is Italian for "us".
    """
    return spoken(words) or ENGLISH


def spoken(words: str) -> str | None:
    """Return the language that the small words of a text tell, English before others; `None` if there are too few."""
    typed = set(WORD.findall(folded(words[:TELLING_CHARACTERS]).lower()))
    small = Counter(code for word in typed for code in _LANGUAGES.get(word, ()))
    best = max(SMALL_WORDS, key=lambda code: (small[code], code == ENGLISH))
    return best if small[best] >= FEWEST_SMALL_WORDS else None


def terms(words: str) -> dict[str, float]:
    """Return the telling stems in a typed text and how often each occurs: at most 40 for each of its languages.

    The words of asking count only if there is nothing else. In a language other than English, each word has an English
    stem and one of its own, and each of the two counts half.
    """
    own_language = language(words)
    english = _counted(_telling(own_language), words)
    if not english:
        return _counted(_ALL, words)
    own = _counted(_ALL, " ".join(_own(own_language, words, without=STOP_WORDS | SMALL_WORDS[own_language])))
    return {stem: (english.get(stem, 0) + own.get(stem, 0)) / 2 for stem in (*english, *own)} if own else english


def phrase(words: str) -> tuple[str, ...]:
    """Return all stems in their order."""
    return tuple(token.text for token in _ALL(words, mode="query"))


def spelled(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case and without accents, as they are spelled, each once."""
    return tuple(dict.fromkeys(SPELLED.findall(folded(text).lower())))


def written(text: str) -> tuple[str, ...]:
    """Return all stems of a text as an index holds them. Those of its own language come last."""
    return tuple(token.text for token in _ALL(text, mode="index"))


@lru_cache(WORDS_KEPT)
def forms(word: str, language: str) -> frozenset[str]:
    """Return the stems of a word, by which it is found when someone writes in this language."""
    return frozenset((*phrase(word), *phrase(" ".join(_own(language, word)))))


def _languages() -> dict[str, tuple[str, ...]]:
    of = defaultdict[str, tuple[str, ...]](tuple)
    for code, words in SMALL_WORDS.items():
        for word in words:
            of[word] += (code,)
    return dict(of)


_LANGUAGES = _languages()


def _written(text: str) -> str:
    own = _own(language(text), text)
    return "\n".join((folded(text), " ".join(own))) if own else folded(text)


def _own(language: str, text: str, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the stems of a text in its own language, without accents; none for English and for unknown languages."""
    stem = _stemmer(language)
    found = WORD.findall(text.lower()) if stem else ()
    return [stem(word) for word in found if folded(word) not in without] if stem else []


@lru_cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    if language == ENGLISH or not has_stemmer(language):
        return None
    stem = cast(Callable[[str], str], stemmer_for_language(language))

    def bare(word: str) -> str:
        # The stemmer needs accents, but search terms have none.
        return folded(stem(word))

    return lru_cache(WORDS_KEPT)(bare)


@lru_cache
def _telling(language: str) -> Analyzer:
    # English small words are left out in every language, because half of the text at work is English.
    return Stems(STOP_WORDS | SMALL_WORDS[language])


def _counted(analyzer: Analyzer, words: str) -> dict[str, float]:
    counted: dict[str, float] = {}
    for token in analyzer(words, mode="query"):
        if token.text in counted or len(counted) < MOST_TERMS:
            counted[token.text] = counted.get(token.text, 0) + 1
    return counted
