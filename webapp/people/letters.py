"""Whether the site sends mail. Where it doesn't, admins hand over links and change addresses."""

import os

from workers.feed import mail


def are_sent() -> bool:
    """Return whether the site sends mail."""
    return mail.Settings.from_env(os.environ) is not None
