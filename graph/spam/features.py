"""What the spam check looks at in a text: its words, the sites that it links to, their number, and a new account.

Each is kept as a number, so that what was learnt from a withdrawn text doesn't contain it.
"""

import re
from zlib import crc32

# The beginning tells enough, and a long text must not take longer.
CHARACTERS = 20_000
BUCKETS = 2**20

WORD = re.compile(r"[^\W\d_]{3,30}")
LINK = re.compile(r"https?://(?:www\.)?([\w.-]{1,100})")

MANY_LINKS = 4
# Older accounts are all the same.
NEW_DAYS = (1, 7, 30)


def of(text: str, *, days: int | None = None) -> dict[int, str]:
    """Return the numbers of what is in a text, each with the word or site that it stands for, or nothing.

    `days` is the age of the account. It is `None` for what bears no name, and then counts for nothing.
    """
    start = text[:CHARACTERS].casefold()
    sites = LINK.findall(start)
    found = {number(word): word for word in WORD.findall(LINK.sub(" ", start))}
    found |= {number(f"site {site}"): site for site in sites}
    found[number(f"links {min(len(sites), MANY_LINKS)}")] = ""
    if days is not None:
        found[number(f"age {sum(days >= limit for limit in NEW_DAYS)}")] = ""
    return found


def links(text: str) -> int:
    """Return how many links are in the text."""
    return len(LINK.findall(text[:CHARACTERS].casefold()))


def number(feature: str) -> int:
    """Return the number that stands for a feature."""
    return crc32(feature.encode()) % BUCKETS
