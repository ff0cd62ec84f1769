"""The rows of lists. A post looks the same to everyone who gets its card, so a row is rendered once and remembered."""

from dataclasses import replace
from functools import lru_cache

from flask import Flask, get_template_attribute
from flask_babel import get_locale
from markupsafe import Markup

from graph.cards import Card
from webapp.shell import ages

# A row takes 2 kB and what is shown on it as much again, so this is 16 MB in each process. It halves the time of a page
# of twenty rows.
REMEMBERED = 4096

# A character that no text has: Unicode leaves it to private use.
PLACE = "\ue000"


def register(app: Flask) -> None:
    """Teach the templates `row`."""
    app.add_template_global(row)


def row(card: Card, excerpt: Markup | None = None) -> Markup:
    """Return the row of a post. It is rendered again when anything on it changes, even just its age.

    An excerpt other than the post's own is inserted into the remembered row.
    """
    if excerpt is None:
        return Markup(_drawn(card, ages.age(card.posted_at), str(get_locale())).decode())
    return row(replace(card, excerpt=PLACE)).replace(PLACE, excerpt)


@lru_cache(maxsize=REMEMBERED)
def _drawn(card: Card, _age: str, _language: str) -> bytes:
    # Kept as bytes, because one `…` in a text makes Python use two bytes for each of its letters.
    return get_template_attribute("components/posts.html", "row")(card).encode()
