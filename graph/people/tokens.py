"""Secrets in links and cookies. The graph holds only their hashes, so nobody can sign in with a copy of it."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits as text that is safe in an address."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> str:
    """Return the hash under which a token is stored. It needs no salt: nobody can guess 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
