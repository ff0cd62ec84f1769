"""Avatars: people's initials, on a colour that is always the same for a person."""

import re
import unicodedata
import zlib

HUES = 12

# What belongs to the sign before it: joined by U+200D or a virama, or a mark, a variant or a shade of skin.
ZERO_WIDTH_JOINER = "\u200d"
VIRAMA = 9
SHADES = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
# Vowels of Thai and Lao that are written before the consonant that they follow.
LEADING_VOWELS = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]")
# A sign that people read as one has few characters. Piles of accents are cut off.
MOST_CHARACTERS = 8


def hue(id: str) -> int:
    """Return a number from 0 to 11 for the class `hue-…`. It is always the same for a person."""
    return zlib.crc32(id.encode()) % HUES


def initials(name: str) -> str:
    """Return the first signs of the first and the last word, as written: `bell hooks` gives bh.

    In scripts without capitals, such as Arabic, Devanagari or Chinese, two signs would join or read as a word, so there
    is only the first.
    """
    words = [signs for word in name.split() if (signs := _first_sign(word))]
    if not words:
        return "?"
    return words[0] + words[-1] if len(words) > 1 and all(map(_has_case, (words[0], words[-1]))) else words[0]


def _has_case(sign: str) -> bool:
    return sign.lower() != sign.upper()


def _first_sign(word: str) -> str:
    """Return what people read as the first sign of a word, without brackets and quotes before it."""
    signs = unicodedata.normalize("NFC", word)
    begin = next((at for at, sign in enumerate(signs) if unicodedata.category(sign)[0] in "LNS"), None)
    if begin is None:
        return ""
    end = begin + 1
    while end < min(len(signs), begin + MOST_CHARACTERS) and _belongs(signs[begin:end], signs[end]):
        end += 1
    return signs[begin:end]


def _belongs(before: str, sign: str) -> bool:
    """Return whether a character is part of the same sign as those before it."""
    if unicodedata.category(sign).startswith("M") or sign == ZERO_WIDTH_JOINER or ord(sign) in SHADES:
        return True
    if len(before) == 1 and (LEADING_VOWELS.match(before) or (ord(before) in FLAGS and ord(sign) in FLAGS)):
        return True
    return before[-1] == ZERO_WIDTH_JOINER or unicodedata.combining(before[-1]) == VIRAMA
