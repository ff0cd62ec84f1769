"""How passwords and tokens differ from code and from placeholders, as manuals and questions use them."""

import re
from itertools import pairwise

# What stands where a value will be: variables, calls, references, rows of /etc/passwd, hidden characters.
CODE = re.compile(
    r"[$(){}\[\]<>%]|\*\*|\.\.|…|^[@&!]|::|->|:x:|^(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*$|^(?:/|\./|~/|[a-z]{2,10}://)"
)
PLACEHOLDERS = re.compile(
    r"example|placeholder|change_?me|your|dummy|sample|redacted|xxx|passw|p@ssw|secret|s3cr3t|mypass|test|foobar"
    r"|hunter2|abc123|abcdef|qwerty|123456|geheim|token|none|null|undefined|todo"
)
# Some of these are in every random text of a hundred characters, by chance.
WORDS = re.compile(r"example|placeholder|changeme|your_?|dummy|sample|redacted|xxxx|abcdef|12345678")

LEAST_DIFFERENT = 5
LEAST_RANDOM = 10


def is_random(secret: str) -> bool:
    """Return whether it could be random. Placeholders repeat a few characters, count up, or say what they are."""
    folded = secret.lower()
    steps = sum(ord(after) - ord(before) in (0, 1) for before, after in pairwise(folded))
    return len(set(folded)) >= LEAST_RANDOM and steps < len(folded) / 3 and not WORDS.search(folded)


def is_azure_key(secret: str) -> bool:
    """Return whether it isn't the key of the storage emulator, which is the same for everyone."""
    return is_random(secret) and not secret.startswith("Eby8vdM02xNOcqFlqUwJ")


def is_no_placeholder(value: str) -> bool:
    """Return whether it may be a real password: neither code nor one of the words that manuals use."""
    is_word = value.lower() == "pass" or PLACEHOLDERS.search(value.lower())
    return len(set(value)) >= LEAST_DIFFERENT and not is_word and not CODE.search(value)


def is_password(value: str) -> bool:
    """Return whether it may be a real password that mixes letters with digits. Words alone are more often prose."""
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and is_no_placeholder(value)
