"""Characters that no text keeps: control characters, halves of an emoji, and marks that turn the reading direction."""

import json
import re
import unicodedata
from typing import cast

# What stands in for something that can't be read.
LOST = "\ufffd"

# Tabs and line ends are text. The marks that embed, override or isolate a direction can show a name or a line of code
# in another order than it has; single marks between words, such as U+200F, can't, so they stay.
TAKEN_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
HALF = re.compile("[\ud800-\udfff]")

# Letters by their category, but never seen: fillers of Hangul and Khmer, variation selectors, and empty Braille.
NEVER_SEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
# Vowels, tones and accents on a letter. They are no letters to Python, but in many scripts words differ only by them.
MARKS = "".join(
    sign
    for sign in map(chr, range(0x300, 0x1E8E0))
    if unicodedata.category(sign).startswith("M") and not NEVER_SEEN.match(sign)
)
UNSEEN_CATEGORIES = {"Cc", "Cf", "Cn", "Zs", "Zl", "Zp"}


def readable(text: str) -> str:
    """Return the text without these characters. Half an emoji, as some programs cut one, becomes U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if HALF.search(text) else text
    return TAKEN_OUT.sub("", whole)


def is_seen(text: str) -> bool:
    """Return whether a reader would see anything of this text."""
    return any(unicodedata.category(sign) not in UNSEEN_CATEGORIES for sign in NEVER_SEEN.sub("", text))


def folded(name: str) -> str:
    """Return a name as it is looked up: in lower case, with single spaces, each accent one sign with its letter."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


def from_json(text: str | bytes) -> object:
    """Return a JSON value of another site with readable texts. Raises `ValueError`, also if it is nested too deeply."""
    try:
        return _readable(json.loads(text))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _readable(value: object) -> object:
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, list):
        return [_readable(one) for one in cast(list[object], value)]
    if isinstance(value, dict):
        return {readable(name): _readable(one) for name, one in cast(dict[str, object], value).items()}
    return value
