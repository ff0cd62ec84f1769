"""How often people may try to sign in. Attempts are counted in the queue's store, which all web processes share.

Only failures count: a whole office may share one address.
"""

import hashlib

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from webapp.shell.session import me

# For one account from one address.
SIGN_INS = "10 per minute; 60 per hour"
# For one account, from any number of addresses.
SIGN_INS_OF_ONE = "60 per hour"
# For any number of accounts from one address. A whole office mistypes less often on a Monday.
SIGN_INS_FROM_ONE_PLACE = "100 per minute; 1000 per hour"
# For one invitation, so that its link doesn't tell which addresses have accounts.
JOININGS = "10 per day"
# For the present password, when it is changed.
PASSWORDS = "10 per hour"
# Letters to one address, and for all addresses from one place.
FORGOTTEN = "3 per hour; 10 per day"
FORGOTTEN_FROM_ONE_PLACE = "30 per hour"

limiter = Limiter(get_remote_address, in_memory_fallback_enabled=True)


def register(app: Flask, queue_url: str) -> None:
    """Count in the queue's store. If it does not answer, each process counts for itself."""
    app.config.from_mapping(
        RATELIMIT_STORAGE_URI=queue_url.replace("redis+socket://", "redis+unix://"),
        RATELIMIT_STORAGE_OPTIONS={"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
        RATELIMIT_IN_MEMORY_FALLBACK=SIGN_INS,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)


def account_here() -> str:
    """Return the account and the address of an attempt."""
    return f"{account()} {get_remote_address()}"


def invitation() -> str:
    """Return a hash of the invitation that someone uses."""
    return hashlib.sha256((request.view_args or {})["token"].encode()).hexdigest()


def person() -> str:
    """Return who is signed in."""
    return me().id


def failed(response: Response) -> bool:
    """Tell whether an attempt failed, and therefore counts."""
    return response.status_code >= 400


def account() -> str:
    """Return a hash of the account that someone tries to sign in to. It doesn't reveal the address."""
    return hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()
