"""The environment that compiles and renders templates."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment

from webapp.editing import drafts
from webapp.media import captions
from webapp.shell import addresses
from webapp.shell.settings import Settings


class Flat(Environment):
    """Keeps everything that a template may use in one dictionary.

    Jinja's chain of two would also show what is added after a template was loaded, which nothing here does. Every
    import of every page compares its names, letter by letter in Python: a tenth of a page of a question.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of every template, together with those of this one."""
        return {**self.globals, **(d or {})}


def register(app: Flask, settings: Settings) -> None:
    """Teach the templates the addresses of things and the site's name."""
    app.jinja_environment = Flat
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.context_processor(lambda: {"site_name": settings.site_name})
    app.add_template_global(addresses.of_post, "address_of")
    app.add_template_filter(addresses.quoted, "quoted")
    app.add_template_global(drafts.address, "address_of_draft")
    app.add_template_global(captions.language_name, "language_name")
