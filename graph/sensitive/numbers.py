"""Check digits: what tells a real card, account, identity number or token from any other sequence of characters."""

import base64
import binascii
import json
import string
from datetime import date
from zlib import crc32

# How the numbers of payment cards begin, and how many digits follow: ISO/IEC 7812 and the pages of the issuers.
CARDS = (
    ("34", "34", 15),
    ("36", "36", 14),
    ("37", "37", 15),
    ("38", "38", 14),
    ("3528", "3589", 16),
    ("4", "4", 16),
    ("51", "55", 16),
    ("2221", "2720", 16),
    ("6011", "6011", 16),
    ("65", "65", 16),
)
# What payment services print in their manuals. Nobody pays with them.
TEST_CARDS = frozenset(
    {
        "378282246310005",
        "371449635398431",
        "4000000000000002",
        "4000056655665556",
        "4012888888881881",
        "4111111111111111",
        "4242424242424242",
        "5105105105105100",
        "5555555555554444",
        "6011111111111117",
    }
)

# From an advertisement of 1938, and from everywhere.
PRINTED_SSNS = ("078-05-1120", "123-45-6789")

# The tokens of GitHub and npm end with a CRC-32 of the rest:
# https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
CHECKSUM_CHARACTERS = 6
DIGITS_62 = string.digits + string.ascii_uppercase + string.ascii_lowercase

# A coordination number of the Swedish tax agency has 60 added to its day.
COORDINATION = 60


def digits(text: str) -> str:
    """Return the ASCII digits of a text."""
    return "".join(sign for sign in text if sign in string.digits)


def passes_luhn(number: str) -> bool:
    """Return whether the last digit is the check digit of ISO/IEC 7812."""
    doubled = (sum(divmod(2 * int(sign), 10)) for sign in number[-2::-2])
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0


def is_card(text: str) -> bool:
    """Return whether it is the number of a payment card that isn't made for tests."""
    number = digits(text)
    known = any(low <= number[: len(low)] <= high and len(number) == length for low, high, length in CARDS)
    return known and number not in TEST_CARDS and len(set(number)) > 2 and passes_luhn(number)


def is_iban(text: str) -> bool:
    """Return whether its check digits are those of ISO 13616 (ISO/IEC 7064, mod 97-10)."""
    account = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def is_personnummer(text: str) -> bool:
    """Return whether it is a Swedish personal or coordination number: a date, three digits and a check digit."""
    number = digits(text)[-10:]
    day = int(number[4:6])
    try:
        # With a leap year, since the century isn't always there.
        date(2000, int(number[2:4]), day - COORDINATION if day > COORDINATION else day)
    except ValueError:
        return False
    return passes_luhn(number)


def has_checksum(token: str) -> bool:
    """Return whether a token of GitHub or npm, such as `ghp_…`, ends with its checksum."""
    secret = token.partition("_")[2]
    body, end = secret[:-CHECKSUM_CHARACTERS], secret[-CHECKSUM_CHARACTERS:]
    return checksum(body) == end


def is_json_token(text: str) -> bool:
    """Return whether it begins like a JSON Web Token: a header in Base64 that names its algorithm."""
    header = text.partition(".")[0]
    try:
        found = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "alg" in found


def is_ssn(text: str) -> bool:
    """Return whether it isn't one of the numbers that were printed so often that they belong to nobody."""
    return text not in PRINTED_SSNS


def checksum(body: str) -> str:
    """Return the checksum of such a token: the CRC-32 of what is between its "_" and its checksum, in base 62."""
    number, found = crc32(body.encode()), ""
    while number:
        number, rest = divmod(number, 62)
        found = DIGITS_62[rest] + found
    return found.rjust(CHECKSUM_CHARACTERS, "0")
