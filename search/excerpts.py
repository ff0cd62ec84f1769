"""Finds the words of a search in a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from search import analysis
from search.accents import DOUBLE, same_length

LONGEST_CHARACTERS = 240
LEAD_CHARACTERS = 60

# A text with many matches is not read to its end.
MOST_MATCHES = 60
SEARCHES_KEPT = 200


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text; `is_match` for a word that was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A part of a text in pieces, and how many different words of the search occur in it."""

    pieces: tuple[Piece, ...]
    found: int


NO_PASSAGE = Passage(pieces=(), found=0)


@dataclass(frozen=True, kw_only=True)
class _Match:
    start: int
    end: int
    terms: frozenset[str]


@dataclass(frozen=True)
class Sought:
    """Terms to look for, and the language of the search."""

    terms: frozenset[str]
    language: str


@lru_cache(SEARCHES_KEPT)
def sought(words: str) -> Sought:
    """Return the terms to look for in texts: the telling words of a search, in any form."""
    return Sought(frozenset(analysis.terms(words)), analysis.language(words))


def best(texts: Sequence[str], wanted: Sought) -> str:
    """Return the text with the most of these terms, the first of equals; empty if there are no texts."""
    if len(texts) == 1:
        return texts[0]
    return max(texts, key=lambda text: len(_terms(_matches(text, wanted))), default="")


def passage(text: str, wanted: Sought) -> Passage:
    """Return the part of at most 240 characters with the most of these terms, the first of equals.

    A text without any of them has no passage.
    """
    matches = _matches(text, wanted)
    if not matches:
        return NO_PASSAGE
    found = [_terms_from(matches, number) for number in range(len(matches))]
    richest = max(range(len(matches)), key=lambda number: len(found[number]))
    start, end = _around(text, matches[richest].start)
    return Passage(pieces=_pieces(text, start, end, matches), found=len(found[richest]))


def _matches(text: str, wanted: Sought) -> list[_Match]:
    matches: list[_Match] = []
    for found in _words_like(wanted.terms).finditer(same_length(text)) if wanted.terms else ():
        word = text[found.start() : found.end()].rstrip(".")
        common = analysis.forms(word.lower(), wanted.language) & wanted.terms
        if common:
            matches.append(_Match(start=found.start(), end=found.start() + len(word), terms=common))
        if len(matches) == MOST_MATCHES:
            break
    return matches


@lru_cache(SEARCHES_KEPT)
def _words_like(wanted: frozenset[str]) -> re.Pattern[str]:
    # A stem begins like its word, except for the last letter at most. The analyzer decides whether it is the word.
    spelled = {spelling for term in wanted for spelling in _spellings(term)}
    beginnings = "|".join(sorted({re.escape(one[:-1] or one) for one in spelled}))
    return re.compile(rf"(?<!\w)(?:{beginnings})[\w.]*", re.IGNORECASE)


def _spellings(term: str) -> tuple[str, ...]:
    """Return the spellings of a term that a text may have, such as `ß` for `ss`."""
    return (term, *(term.replace(letters, letter) for letter, letters in DOUBLE.items() if letters in term))


def _terms(matches: Iterable[_Match]) -> frozenset[str]:
    return frozenset[str]().union(*(one.terms for one in matches))


def _terms_from(matches: list[_Match], number: int) -> frozenset[str]:
    until = matches[number].start + LONGEST_CHARACTERS - LEAD_CHARACTERS
    return _terms(takewhile(lambda one: one.end <= until, matches[number:]))


def _around(text: str, first: int) -> tuple[int, int]:
    """Return where a passage begins and ends: between words, and a few words before the first match."""
    start = max(first - LEAD_CHARACTERS, 0)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = min(start + LONGEST_CHARACTERS, len(text))
    if end < len(text):
        end = max(text.rfind(" ", first, end), min(first + LONGEST_CHARACTERS - LEAD_CHARACTERS, end))
    return start, end


def _pieces(text: str, start: int, end: int, matches: list[_Match]) -> tuple[Piece, ...]:
    pieces, at = [Piece(text="…", is_match=False)] if start else [], start
    for one in matches:
        if start <= one.start and one.end <= end:
            pieces.append(Piece(text=text[at : one.start], is_match=False))
            pieces.append(Piece(text=text[one.start : one.end], is_match=True))
            at = one.end
    pieces.append(Piece(text=text[at:end] + ("…" if end < len(text) else ""), is_match=False))
    return tuple(piece for piece in pieces if piece.text)
