"""Avatars: people's initials, on a colour that is always the same for a person."""

import zlib

HUES = 12


def hue(id: str) -> int:
    """Return a number from 0 to 11 for the class `hue-…`. It is always the same for a person."""
    return zlib.crc32(id.encode()) % HUES


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: `Ada King Lovelace` gives AL."""
    words = name.split() or ["?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
