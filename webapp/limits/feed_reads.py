"""How often programs may read feeds. They aren't signed in, so each private address is counted, and each place."""

import hashlib
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from webapp.limits.sign_ins import failed, limiter

View = Callable[..., ResponseReturnValue]

# Forty feeds that three programs read every quarter of an hour.
OF_ONE_ADDRESS = "120 per minute; 600 per hour"
# Nobody can guess an address. Programs that ask for a revoked one for years must not keep the graph busy.
FAILED_FROM_ONE_PLACE = "60 per minute; 600 per hour"


def limited(view: View) -> View:
    """Let a view refuse programs that read feeds far too often, with 429."""
    of_one_address = limiter.shared_limit(OF_ONE_ADDRESS, scope="feeds", key_func=_address)
    failed_from_one_place = limiter.shared_limit(FAILED_FROM_ONE_PLACE, scope="wrong feeds", deduct_when=failed)
    return failed_from_one_place(of_one_address(view))


def _address() -> str:
    """Return a hash of the address of a feed, which is a secret."""
    return hashlib.sha256((request.view_args or {})["token"].encode()).hexdigest()
