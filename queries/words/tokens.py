"""The words of a folded text, also those that are written with something between their letters."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.characters import MARKS
from queries.words.folding import Folded

WORD = re.compile(r"[^\W_]+")
HAVE_MARKS = frozenset(MARKS)
WORD_WITH_MARKS = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")

# Signs that stand between the parts of one word, if nothing else does: "fal-con", "f.a.l.c.o.n".
JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-._*~'\u2019·•+|\u2010\u2011\u2013][^\W_]++)+")
# Single letters that could be a word: "f a l c o n". Fewer than three are initials.
SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\s.,_*~'·•+|-]{1,3}[^\W_](?![^\W_])){2,}")
BETWEEN = re.compile(r"[\s.,_*~'\u2019·•+|\u2010\u2011\u2013-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """Words in their order, as their writer spelled them and as they look, and where each begins and ends.

    The places are those in the folded text.
    """

    spelled: Sequence[str]
    looks: Sequence[str]
    spans: Sequence[tuple[int, int]]


def of(folded: Folded) -> Row:
    """Return the words of a text."""
    shape = WORD if HAVE_MARKS.isdisjoint(folded.spelled) else WORD_WITH_MARKS
    spans = [found.span() for found in shape.finditer(folded.spelled)]
    return _row(folded, spans)


def joined(folded: Folded) -> Row:
    """Return what could be one word with signs or spaces between its letters, without them."""
    spans = [found.span() for shape in (JOINED, SPACED) for found in shape.finditer(folded.spelled)]
    return _row(folded, spans, between=BETWEEN)


def _row(folded: Folded, spans: Sequence[tuple[int, int]], *, between: re.Pattern[str] | None = None) -> Row:
    spelled = _cut(folded.spelled, spans, between)
    looks = spelled if folded.looks is folded.spelled else _cut(folded.looks, spans, between)
    return Row(spelled, looks, spans)


def _cut(text: str, spans: Iterable[tuple[int, int]], between: re.Pattern[str] | None) -> list[str]:
    parts = [text[start:end] for start, end in spans]
    return [between.sub("", one) for one in parts] if between else parts
