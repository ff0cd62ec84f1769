"""Texts as they are compared with words: in lower case, without what nobody sees, and with letters that look alike one.

Which letters look alike is what Unicode says in UTS 39, as far as one of them is a letter from a to z.
"""

# The package has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, digits
from typing import cast

from confusable_homoglyphs.confusables import confusables_data

from graph.characters import NEVER_SEEN

# A letter with the marks on it, in a text that isn't all ASCII; or only what is ASCII, in one go.
CLUSTER = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])|[\x00-\x7f](?=[^\x00-\x7f])|[^\x00-\x7f]")

# Strokes and accents that Unicode doesn't join with their letter, as in crossed-out text.
LOOSE_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")

# More marks on a letter are no language, and could be so many that joining them takes long.
MOST_MARKS = 8

CLUSTERS_KEPT = 20_000


def _lookalikes() -> Mapping[int, str]:
    data = cast(Mapping[str, list[Mapping[str, str]]], confusables_data)
    pairs = ((other["c"].strip("\u200e"), sign) for sign in ascii_letters + digits for other in data.get(sign, []))
    return {ord(other): sign.lower() for other, sign in pairs if len(other) == 1 and not other.isascii()}


LOOKALIKES = _lookalikes()


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A text in lower case as its writer spelled it, and as it looks. Both have the same length.

    `places` says where each of their characters is in the text, `None` if all are where they were.
    """

    spelled: str
    looks: str
    places: tuple[int, ...] | None
    length: int

    def begins(self, place: int) -> int:
        """Return where in the text a part begins that begins here."""
        return place if self.places is None else self.places[place]

    def ends(self, place: int) -> int:
        """Return where in the text a part ends that ends here. What nobody sees behind it belongs to it."""
        if self.places is None:
            return place
        return self.places[place] if place < len(self.places) else self.length


class _Signs(dict[int, str]):
    """What single letters become, by their code. Those that need more than another letter become `ELSE`."""

    def __init__(self, part: int) -> None:
        super().__init__()
        self._part = part

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        made = _folded(sign)[self._part]
        self[code] = made if len(made) == 1 and not unicodedata.combining(sign) else ELSE
        return self[code]


ELSE = "\uffff"
SPELLED, LOOKS = _Signs(0), _Signs(1)


def fold(text: str) -> Folded:
    """Return a text as it is compared with words."""
    if text.isascii():
        lower = text.lower()
        return Folded(spelled=lower, looks=lower, places=None, length=len(text))
    spelled = text.translate(SPELLED)
    if ELSE not in spelled:
        return Folded(spelled=spelled, looks=text.translate(LOOKS), places=None, length=len(text))
    return _letter_by_letter(text)


def _letter_by_letter(text: str) -> Folded:
    spelled, looks, places = list[str](), list[str](), list[int]()
    for start, cluster in _clusters(text):
        if cluster.isascii() and len(cluster) > 1:
            as_spelled = as_seen = cluster.lower()
            places.extend(range(start, start + len(cluster)))
        else:
            as_spelled, as_seen = _folded(cluster)
            places.extend([start] * len(as_spelled))
        spelled.append(as_spelled)
        looks.append(as_seen)
    return Folded(spelled="".join(spelled), looks="".join(looks), places=tuple(places), length=len(text))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Return the parts of a text: runs of ASCII, and single letters with the marks that follow them."""
    found = list[tuple[int, str]]()
    for one in CLUSTER.finditer(text):
        sign = one[0]
        if found and not sign.isascii() and unicodedata.combining(sign[0]):
            start, before = found[-1]
            found[-1] = (start, before + sign if len(before) < MOST_MARKS else before)
        else:
            found.append((one.start(), sign))
    return found


@lru_cache(CLUSTERS_KEPT)
def _folded(cluster: str) -> tuple[str, str]:
    """Return a letter with its marks as it is spelled and as it looks: of equal length, and empty if nobody sees it."""
    joined = unicodedata.normalize("NFKC", cluster)
    seen = "".join(sign for sign in NEVER_SEEN.sub("", joined) if unicodedata.category(sign) != "Cf")
    bare = LOOSE_MARKS.sub("", seen)
    pairs = [_pair(sign) for sign in bare]
    return "".join(one for one, _ in pairs), "".join(other for _, other in pairs)


def _pair(sign: str) -> tuple[str, str]:
    lower = unicodedata.normalize("NFC", sign.casefold())
    alike = LOOKALIKES.get(ord(sign)) or lower.translate(LOOKALIKES)
    # Letters such as "ß" become two; what looks like one letter is then followed by itself only in spelling.
    return (lower, alike) if len(lower) == len(alike) else (lower, lower)
