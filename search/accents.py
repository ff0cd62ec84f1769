"""Removes accents from letters, so that people find the same things with any keyboard."""

import unicodedata

# Latin letters, the Greek and Cyrillic letters that are often written without accents, and combining marks.
LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
OTHERS = "άέήίόύώϊϋΐΰΆΈΉΊΌΎΏёЁ"
MARKS = range(0x300, 0x370)

# Strokes, which Unicode does not treat as accents.
STROKES = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
DOUBLE = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}


def _bare(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))


LETTER_BY_LETTER = str.maketrans({one: _bare(one) for one in (*map(chr, LATIN), *OTHERS)} | STROKES)
WHOLLY = LETTER_BY_LETTER | str.maketrans(DOUBLE) | dict.fromkeys(MARKS)


def folded(text: str) -> str:
    """Return a text without accents, as search terms are written: `größer` becomes `grosser`."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(WHOLLY)


def same_length(text: str) -> str:
    """Return a text without accents in which every letter keeps its position: `größer` becomes `großer`."""
    return text if text.isascii() else text.translate(LETTER_BY_LETTER)
