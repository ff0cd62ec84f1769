"""The language of the page. Every text of a template passes through here, some hundred times a page."""

# Jinja does not know the methods that its own extension adds.
# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false

from gettext import NullTranslations

from flask import Flask, g
from flask_babel import Babel, get_translations


def register(app: Flask) -> None:
    """Choose the reader's language, and look its catalogue up once a page instead of once a text."""
    Babel(app)
    app.jinja_env.install_gettext_callables(translated, _plural, newstyle=True)


def translated(text: str) -> str:
    """Return a text of ours in the reader's language. Import it as `_`, by which texts are collected."""
    return _catalogue().gettext(text)


def _plural(singular: str, plural: str, number: int) -> str:
    return _catalogue().ngettext(singular, plural, number)


def _catalogue() -> NullTranslations:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue
