"""Looks for words of a list in a text. A list is prepared once, and then looks through any number of texts."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.ids import CommunityId
from graph.words.patterns import Patterns
from graph.words.words import Word
from queries.words import folding, tokens
from queries.words.folding import Folded
from queries.words.tokens import Row
from search import accents, analysis

# Digits that are taken for letters inside a word: "v1agra", "f0llow".
DIGITS = (str.maketrans("01", "ol"), str.maketrans("01", "oi"))

# Stemming changes the end of a word. So only words are stemmed that begin like a stem that is looked for.
BEGINNINGS = (2, 3, 4)

LANGUAGES_PREPARED = 40

# The codes of the languages that a text can be in.
LANGUAGES = tuple(sorted(analysis.SMALL_WORDS))


@dataclass(frozen=True, kw_only=True)
class Match:
    """A word of the list, and where it begins and ends in the text."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Phrase:
    """What a word of the list is compared with: for each of its own words, the keys by which it is found."""

    word: Word
    parts: tuple[frozenset[str], ...]


# What a word of a text is looked up by.
_Keys = Callable[[str], Iterable[str]]


class WordFinder:
    """A list of words, prepared to look through texts."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._as_written = _by_first(_phrase(one, _spellings) for one in words if one.kind == "word")
        self._in_any_form = [one for one in words if one.kind == "forms"]
        self._forms = lru_cache(LANGUAGES_PREPARED)(self._forms_in)
        self._patterned = [one for one in words if one.kind == "pattern"]
        self._patterns = Patterns([one.text for one in self._patterned])

    def find(self, text: str, *, language: str | None, community: CommunityId | None) -> tuple[Match, ...]:
        """Return where a text has words of the whole site and of this community, in the order of the text.

        Words for one language count in texts of that language, and in those too short to tell.
        """
        folded = folding.fold(text)
        found = {*self._by_word(folded, language or analysis.ENGLISH), *self._by_pattern(folded)}
        matches = (
            Match(word=word, start=folded.begins(start), end=folded.ends(end))
            for word, start, end in found
            if _holds(word, language, community)
        )
        return tuple(sorted(matches, key=lambda one: (one.start, -one.end, one.word.id)))

    def _by_word(self, folded: Folded, language: str) -> Iterator[tuple[Word, int, int]]:
        forms, beginnings = self._forms(language)

        def stems(word: str) -> Iterable[str]:
            return analysis.forms(word, language)

        for row in (tokens.of(folded), tokens.joined(folded)):
            words = {*row.spelled, *row.looks}
            # Most words of a text are in no list, so each is looked up once, and only those that may be are read again.
            likely = [one for one in words if one in self._as_written or "0" in one or "1" in one]
            yield from _phrases_in(row, likely, self._as_written, _readings)
            if forms:
                yield from _phrases_in(row, _begin_like(beginnings, words), forms, stems)

    def _forms_in(self, language: str) -> tuple[Mapping[str, Sequence[_Phrase]], frozenset[str]]:
        """Return the words in any form by their first stem for texts in this language, and how those stems begin."""
        phrases = [_phrase(one, lambda part: analysis.forms(part, language)) for one in self._in_any_form]
        return _by_first(phrases), frozenset(_beginning(key) for one in phrases for part in one.parts for key in part)

    def _by_pattern(self, folded: Folded) -> Iterator[tuple[Word, int, int]]:
        for text in {folded.spelled, folded.looks}:
            for number, start, end in self._patterns.find(text):
                yield self._patterned[number], start, end


def language_of(text: str) -> str | None:
    """Return the code of the language of a text, `None` if it is too short to tell."""
    return analysis.spoken(text)


def to_replace(found: Sequence[Match]) -> Iterator[Match]:
    """Yield the words that are replaced, without those that another one overlaps: the longer of two comes first."""
    done = 0
    for one in found:
        if one.word.action == "replace" and one.start >= done:
            yield one
            done = one.end


def replaced(text: str, found: Sequence[Match]) -> str:
    """Return a text with other words for those that are replaced."""
    parts, done = list[str](), 0
    for one in to_replace(found):
        parts += [text[done : one.start], one.word.replacement]
        done = one.end
    return "".join([*parts, text[done:]])


def _phrases_in(
    row: Row, likely: Iterable[str], phrases: Mapping[str, Sequence[_Phrase]], keys: _Keys
) -> Iterator[tuple[Word, int, int]]:
    """Yield the phrases in a row, where each begins and where it ends. Only `likely` words can begin one."""
    beginning = {word: [one for key in keys(word) for one in phrases.get(key, ())] for word in likely}
    for at, (spelled, looks) in enumerate(zip(row.spelled, row.looks, strict=True) if any(beginning.values()) else ()):
        for phrase in (*beginning.get(spelled, ()), *beginning.get(looks, ())):
            if end := _end(phrase, row, at, keys):
                yield phrase.word, row.spans[at][0], end


def _begin_like(beginnings: Collection[str], words: Collection[str]) -> list[str]:
    """Return the words that begin like a stem. Stems have no accents."""
    least, middle, most = BEGINNINGS
    # All in one go: word by word, it takes as long as everything else together.
    bare = accents.folded("\n".join(words)).split("\n")
    return [
        one
        for one, begun in zip(words, bare, strict=False)
        if begun[:most] in beginnings or begun[:middle] in beginnings or begun[:least] in beginnings
    ]


def _end(phrase: _Phrase, row: Row, at: int, keys: _Keys) -> int:
    """Return where a phrase ends that begins with this word of a row, 0 if it goes on otherwise."""
    after = at + len(phrase.parts)
    if after > len(row.spans):
        return 0
    for part, spelled, looks in zip(phrase.parts, row.spelled[at:after], row.looks[at:after], strict=True):
        if part.isdisjoint(keys(spelled)) and part.isdisjoint(keys(looks)):
            return 0
    return row.spans[after - 1][1]


def _beginning(stem: str) -> str:
    """Return what a stem has in common with all words that have it, as far as it is looked at."""
    return stem[: min(max(len(stem) - 1, BEGINNINGS[0]), BEGINNINGS[-1])]


def _readings(word: str) -> Iterable[str]:
    """Return how a word can be read: as it is, and with letters for digits."""
    if "0" in word or "1" in word:
        return (word, *(word.translate(one) for one in DIGITS if not word.isdigit()))
    return (word,)


def _spellings(part: str) -> frozenset[str]:
    folded = folding.fold(part)
    return frozenset((folded.spelled, folded.looks))


def _phrase(word: Word, keys: Callable[[str], frozenset[str]]) -> _Phrase:
    folded = folding.fold(word.text)
    return _Phrase(word=word, parts=tuple(map(keys, tokens.of(folded).spelled)))


def _by_first(phrases: Iterable[_Phrase]) -> Mapping[str, Sequence[_Phrase]]:
    found = defaultdict[str, list[_Phrase]](list)
    for phrase in phrases:
        for key in phrase.parts[0] if phrase.parts else ():
            found[key].append(phrase)
    return dict(found)


def _holds(word: Word, language: str | None, community: CommunityId | None) -> bool:
    is_here = word.community is None or word.community.id == community
    return is_here and (not word.language or language is None or word.language == language)
