"""How people outside the company can be reached: lists of addresses, and an address beside a phone number.

One address in a text is ordinary: a supplier's support desk, the author of a library. What belongs to customers mostly
comes as a list, or as an address with a phone number.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

LEAST_ADDRESSES = 3

# What follows an "@" is looked at first, since addresses are found by their "@".
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+/:@-])(?P<who>[A-Za-z0-9._%+-]{1,64})@(?P<domain>(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24})(?![A-Za-z0-9:/@-])",
    re.ASCII,
)
PHONE = re.compile(r"(?<![A-Za-z0-9+])\+[1-9][0-9]{0,2}(?:[ ()/.-]{0,2}[0-9]){7,12}(?![0-9])", re.ASCII)

# Nobody in person, or names that are kept free for examples (RFC 2606 and 6761).
DESKS = re.compile(
    r"(?i)(?:no-?reply|do-?not-?reply|info|support|help|hello|contact|sales|office|admin|root|git|hg|postmaster|abuse"
    r"|security|user(?:name)?|me|you|name|first\.?last(?:name)?|john\.?doe|jane\.?doe|foo|bar|test|alice|bob)\d*"
)
EXAMPLES = re.compile(
    r"(?i)(?:.*\.)?(?:example(?:\.[a-z]{2,6}){0,2}|test|invalid|local|localhost|internal|users\.noreply\.github\.com"
    r"|(?:domain|company|mydomain|yourdomain|acme|foo|bar|email|host|server)\.(?:com|org|net|tld))"
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is in a text."""

    start: int
    end: int


def find(text: str, *, own: Collection[str] = ()) -> tuple[Place, ...]:
    """Return the personal addresses of people outside, if there are three, or one on a line with a phone number.

    `own` are the domains of the company, in lower case.
    """
    if "@" not in text:
        return ()
    found = [one for one in ADDRESS.finditer(text) if _is_personal(one, own)]
    if len({one[0].lower() for one in found}) < LEAST_ADDRESSES:
        found = [one for one in found if PHONE.search(_line(text, one.start()))]
    return tuple(Place(start=one.start(), end=one.end()) for one in found)


def _is_personal(found: re.Match[str], own: Collection[str]) -> bool:
    domain = found["domain"].lower()
    is_own = any(domain == one or domain.endswith(f".{one}") for one in own)
    return not is_own and not DESKS.fullmatch(found["who"]) and not EXAMPLES.fullmatch(domain)


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    begin = max(text.rfind("\n", 0, at) + 1, at - 200)
    return text[begin : min(len(text) if end < 0 else end, at + 200)]
