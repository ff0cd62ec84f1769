"""Operators that people type into the search box: `skill:kafka by:ada is:unanswered created:<1m`."""

import re
import time
from dataclasses import dataclass
from typing import cast, get_args

from search.documents import Kind
from search.filters import DAY_SECONDS, FIELDS, Field

OPERATOR = re.compile(r'(?<!\S)([A-Za-z]{2,12}):(?:"([^"]*)"|([^\s"/:][^\s"]*))(?!\S)')
# What phones and word processors make of straight quotes, colons and, before a word, of a hyphen.
QUOTES = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e\u301f\uff02", '"') | {"\uff1a": ":"}
)
DASH = re.compile(r"(?<!\S)[\u2010-\u2015\u2212\ufe58\ufe63\uff0d](?=\w)")
AGE = re.compile(r"([<>])(\d{1,4})([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}

CHOICES: dict[str, tuple[str, ...]] = {
    "type": tuple(kind for kind in get_args(Kind) if kind != "answer"),
    "is": ("unanswered", "answered", "accepted", "works", "outdated", "dangerous"),
    "has": ("code", "video"),
}
NAMES = (*FIELDS, "created")


@dataclass(frozen=True, kw_only=True)
class Operator:
    """An operator as typed. `text` is all of it, including quotes."""

    name: str
    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The words, and the operators in their order, each once."""

    words: str
    operators: tuple[Operator, ...]


def read(box: str) -> Typed:
    """Separate words from operators. Anything that looks like an operator is one, known or not; URLs are words."""
    typed = straight(box)
    found = tuple(one for one in OPERATOR.finditer(typed) if _is_one(one[1]))
    operators = dict.fromkeys(
        Operator(name=one[1].lower(), value=(one[2] or one[3] or "").strip(), text=one[0]) for one in found
    )
    words = OPERATOR.sub(lambda one: " " if _is_one(one[1]) else one[0], typed)
    return Typed(words=" ".join(words.split()) if operators else typed.strip(), operators=tuple(operators))


def straight(typed: str) -> str:
    """Return the text with the quotes, colons and hyphens that operators are written with."""
    return typed if typed.isascii() else DASH.sub("-", typed.translate(QUOTES))


def _is_one(name: str) -> bool:
    # A capital begins a sentence as often: "Error:timeout" is a word.
    return name.islower() or name.lower() in NAMES


def choice(operator: Operator) -> tuple[Field, str] | None:
    """Return the field and value of an operator with fixed choices, or `None` if it is not a valid choice."""
    value = operator.value.casefold()
    return (cast(Field, operator.name), value) if value in CHOICES.get(operator.name, ()) else None


def span(operator: Operator) -> tuple[int | None, int | None] | None:
    """Return the time span of `created:<1m` or `created:>1y` as since and until, or `None` if it is not an age."""
    found = AGE.fullmatch(operator.value) if operator.name == "created" else None
    if found is None:
        return None
    moment = int(time.time()) - int(found[2]) * DAYS[found[3]] * DAY_SECONDS
    return (moment, None) if found[1] == "<" else (None, moment)
