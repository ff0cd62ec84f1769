"""The language of a page. Every text of a template passes through here, about a hundred times a page."""

# Jinja doesn't know the methods that its own extension adds.
# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false

from functools import lru_cache
from gettext import NullTranslations

from flask import Flask, g
from flask_babel import Babel, get_translations
from markupsafe import Markup

# More than the number of texts in all templates.
TEXTS_KEPT = 4096


def register(app: Flask) -> None:
    """Choose the reader's language, and look up its catalogue once per page instead of once per text."""
    Babel(app)
    app.jinja_env.install_gettext_callables(translated, _plural, newstyle=True)
    # Jinja's own `_` makes three calls and a new string each time, eighty times per page.
    app.add_template_global(_in_template, "_")


def translated(text: str) -> str:
    """Return one of our texts in the reader's language. Import it as `_`, the name by which texts are collected."""
    return _catalogue().gettext(text)


def _plural(singular: str, plural: str, number: int) -> str:
    return _catalogue().ngettext(singular, plural, number)


def _in_template(text: str, **values: object) -> Markup:
    catalogue = _catalogue()
    return _marked(catalogue, text) % values if values else _filled(catalogue, text)


@lru_cache(maxsize=TEXTS_KEPT)
def _marked(catalogue: NullTranslations, text: str) -> Markup:
    return Markup(catalogue.gettext(text))


@lru_cache(maxsize=TEXTS_KEPT)
def _filled(catalogue: NullTranslations, text: str) -> Markup:
    return _marked(catalogue, text) % {}


def _catalogue() -> NullTranslations:
    # Read `g` only once, because each access to it looks up the request.
    try:
        return g.catalogue
    except AttributeError:
        g.catalogue = get_translations()
        return g.catalogue
