"""Secrets in links and cookies. The graph holds only their hashes, so nobody can sign in with a copy of it."""

import base64
import hashlib
import hmac
import secrets


def new_token() -> str:
    """Return 256 random bits as text that is safe in an address."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> str:
    """Return the hash under which a token is stored. It needs no salt: nobody can guess 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_from(seed: str, *, secret: str) -> str:
    """Return the token that belongs to a seed, for a token that is shown again and again.

    The graph may hold the seed: without the site's own secret, which isn't in the graph, it leads to nothing.
    """
    proof = hmac.new(secret.encode(), f"token {seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(proof).decode().rstrip("=")
