"""Puts the pages of the site together."""

import os
from importlib import import_module

from flask import Flask

from webapp import environment
from webapp.limits import sign_ins, throttle
from webapp.shell import (
    control_characters,
    errors,
    frame,
    free_space,
    request_ids,
    rows,
    security,
    session,
    sizes,
    submissions,
    template_filters,
    translations,
)
from webapp.shell.settings import Settings
from workers.settings import Settings as QueueSettings

# Each lists its own blueprints. These are names, so that a command that needs one module doesn't load all pages.
CAPABILITIES = (
    "approvals",
    "assets",
    "asking",
    "circles",
    "communities",
    "conduct",
    "curation",
    "demand",
    "editing",
    "expertise",
    "feed",
    "finding",
    "freshness",
    "library",
    "markdown",
    "matching",
    "media",
    "mentoring",
    "merging",
    "moderation",
    "notifications",
    "operations",
    "people",
    "posts",
    "redaction",
    "reviewing",
    "setup",
    "shell",
    "skills",
    "welcome",
    "withdrawal",
    "words",
)


def create_app() -> Flask:
    """Build the site from the environment. Raises `Misconfigured` with every problem at once.

    The order counts: nothing reads a body before strangers are turned away and the disk is known to have room.
    """
    settings = Settings.from_env(os.environ)
    app = Flask("webapp", static_folder=None)
    request_ids.register(app)
    environment.register(app, settings)
    translations.register(app)
    control_characters.register(app)
    sizes.register(app)
    session.register(app)
    throttle.register(app, QueueSettings.from_env(os.environ).url, factor=settings.limits)
    free_space.register(app)
    security.register(app, settings)
    sign_ins.register(app, QueueSettings.from_env(os.environ).url)
    submissions.register(app)
    errors.register(app)
    template_filters.register(app)
    frame.register(app)
    rows.register(app)
    for capability in CAPABILITIES:
        for name in import_module(f"webapp.{capability}").BLUEPRINTS:
            app.register_blueprint(import_module(f"webapp.{capability}.{name}").bp)
    return app
