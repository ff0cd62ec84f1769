"""The site's name and logo on every page. Each process asks the graph for them once in a few seconds."""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from graph.errors import Unavailable
from graph.setup import identity
from graph.setup.identity import DEFAULT_NAME, NOTHING_CHOSEN, Identity

# What an admin changes shows in other processes after this long. Nothing that must stay secret depends on it.
REMEMBERED_SECONDS = 5.0


@dataclass
class Branding:
    """What this process knows. `set_by_operator` is the name in the environment, empty if there is none."""

    set_by_operator: str
    known: Identity = NOTHING_CHOSEN
    asks_again_at: float = 0.0

    def now(self) -> Identity:
        """Return what admins chose. While the graph is away, that is what was known before."""
        if time.monotonic() >= self.asks_again_at:
            # Of many requests at once, one asks.
            self._remember()
            with suppress(Unavailable):
                self.known = identity.get()
            # A graph that hangs takes longer than we remember.
            self._remember()
        return self.known

    def forget(self) -> None:
        """Ask the graph at the next page."""
        self.asks_again_at = 0.0

    def _remember(self) -> None:
        self.asks_again_at = time.monotonic() + REMEMBERED_SECONDS


def register(app: Flask, *, set_by_operator: str) -> None:
    """Give all templates `site_name` and `site_logo`."""
    app.extensions["branding"] = Branding(set_by_operator)
    app.context_processor(_values)


def of_site() -> Branding:
    """Return what this process knows of the site's name and logo."""
    return cast(Branding, current_app.extensions["branding"])


def _values() -> dict[str, object]:
    branding = of_site()
    found = branding.now()
    return {"site_name": branding.set_by_operator or found.name or DEFAULT_NAME, "site_logo": found.logo}
