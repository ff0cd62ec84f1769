"""Passwords: argon2, with the library's own recommended cost."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHasher()


def problem(password: str) -> str | None:
    """Return what is wrong with a new password, or `None` if it is fine."""
    if SHORTEST <= len(password) <= LONGEST:
        return None
    return f"Choose a password of {SHORTEST} to {LONGEST} characters. A short sentence works well."


def hashed(password: str) -> str:
    """Return the hash to store, in argon2's own format."""
    return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Tell whether the password is right. Without a hash it is wrong, after the same time, to reveal no address."""
    # Hashed before it is needed: otherwise the first unknown address would take twice as long.
    nobodys = _nobodys()
    try:
        return _hasher.verify(password_hash or nobodys, password[:LONGEST]) and password_hash is not None
    except (InvalidHashError, VerifyMismatchError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's password")
