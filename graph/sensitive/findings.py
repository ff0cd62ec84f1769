"""Looks for secrets and personal data in a text. What it returns never contains them."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.sensitive import addresses
from graph.sensitive.patterns import PATTERNS, Pattern

# Of one text, no more is listed: a sentence about more helps nobody.
MOST = 20

# These are about people, the others open something.
PERSONAL = frozenset({"address", "card", "iban", "personnummer", "ssn"})

# So many random characters that the last two give nothing away.
LEAST_TO_SHOW_END = 14


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that should not be published. `mask` stands for it where it is named: `ghp_…x9`.

    `start` and `end` are where it is in the text, and `line` the number of its line, from 1. `name` is as a sentence
    says it: "a GitHub token". What is `is_certain` can be used by anyone who reads it.
    """

    kind: str
    name: str
    mask: str
    line: int
    start: int
    end: int
    is_certain: bool


def find(text: str, *, own: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what should not be published, in the order of the text. `own` are the company's domains in lower case."""
    folded = text.lower()
    found = list[Finding]()
    for pattern in PATTERNS:
        if len(found) < MOST and pattern.may_be_in(folded):
            found += (one for one in _matches(pattern, text) if not _overlaps(one, found))
    found += (one for one in _addresses(text, own) if not _overlaps(one, found))
    return tuple(sorted(found, key=lambda one: one.start)[:MOST])


def certain(text: str) -> tuple[Finding, ...]:
    """Return only what nobody should publish for any reason."""
    return tuple(one for one in find(text) if one.is_certain)


def _matches(pattern: Pattern, text: str) -> list[Finding]:
    found = list[Finding]()
    for match in pattern.shape.finditer(text):
        group = "secret" if "secret" in pattern.shape.groupindex else 0
        secret = match[group]
        if pattern.check(secret):
            found.append(
                Finding(
                    kind=pattern.kind,
                    name=pattern.name,
                    mask=_mask(pattern, secret),
                    line=text.count("\n", 0, match.start(group)) + 1,
                    start=match.start(group),
                    end=match.end(group),
                    is_certain=pattern.is_certain,
                )
            )
        if len(found) == MOST:
            break
    return found


def _mask(pattern: Pattern, secret: str) -> str:
    shows_end = not pattern.is_whole and len(secret) >= LEAST_TO_SHOW_END
    return secret[: pattern.shown] + "…" + (secret[-2:] if shows_end else "")


def _addresses(text: str, own: Collection[str]) -> list[Finding]:
    return [
        Finding(
            kind="address",
            name="the address of someone outside the company",
            mask=text[one.start] + "…@…",
            line=text.count("\n", 0, one.start) + 1,
            start=one.start,
            end=one.end,
            is_certain=False,
        )
        for one in addresses.find(text, own=own)[:MOST]
    ]


def _overlaps(one: Finding, others: Collection[Finding]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)
