"""The rows of lists. A post looks the same to everybody who gets its card, so a row is drawn once and remembered."""

from functools import lru_cache

from flask import Flask, get_template_attribute
from flask_babel import get_locale
from markupsafe import Markup

from graph.posts import Card
from webapp import ages

# A row is about 2 kB of HTML, so this is 16 MB in each process; it halves the time of a page of twenty rows.
REMEMBERED = 8192


def register(app: Flask) -> None:
    """Teach the templates `row`."""
    app.add_template_global(row)


def row(card: Card) -> Markup:
    """Return the row of a post. It is drawn anew when anything on it changes, be it only how long ago it was posted."""
    return _drawn(card, ages.age(card.posted_at), str(get_locale()))


@lru_cache(maxsize=REMEMBERED)
def _drawn(card: Card, _age: str, _language: str) -> Markup:
    return get_template_attribute("components/posts.html", "row")(card)
