"""Avatars for people without a picture: initials on a colour that is always theirs."""

import zlib

HUES = 12


def hue(id: str) -> int:
    """Return a number from 0 to 11 for the class `hue-…`: the same for the same person, anywhere."""
    return zlib.crc32(id.encode()) % HUES


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: `Ada King Lovelace` gives AL."""
    words = name.split() or ["?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
