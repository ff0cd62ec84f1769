"""The environment that compiles and renders templates."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment

from graph.expertise import thanks
from webapp.editing import drafts
from webapp.media import captions
from webapp.people import languages
from webapp.setup import branding
from webapp.shell import addresses, session
from webapp.shell.settings import Settings
from webapp.skills import coverages


class Flat(Environment):
    """Keeps everything that a template may use in one dictionary.

    Jinja uses a chain of two, which also shows names that are added after a template was loaded. We add none, and the
    chain costs a tenth of the time of a question's page, because every import compares all of its names in Python.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of all templates, together with those of this template."""
        return {**self.globals, **(d or {})}


def register(app: Flask, settings: Settings) -> None:
    """Use this environment, and add the site's name, its logo and functions for addresses to all templates."""
    app.jinja_environment = Flat
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    branding.register(app, set_by_operator=settings.site_name)
    app.add_template_global(addresses.of_post, "address_of")
    app.add_template_filter(addresses.quoted, "quoted")
    app.add_template_global(session.is_me, "is_me")
    app.add_template_global(thanks.is_on, "has_thanks")
    app.add_template_global(drafts.address, "address_of_draft")
    app.add_template_global(captions.language_name, "language_name")
    app.add_template_filter(languages.name, "language")
    app.add_template_global(coverages.words, "coverage_words")
