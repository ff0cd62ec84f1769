"""The site: every page of it, put together."""

import os

from flask import Flask

from webapp import (
    addresses,
    answers,
    asks,
    backtests,
    bookmarklet,
    bookmarks,
    captions,
    checks,
    collections,
    comments,
    commissions,
    communities,
    drafts,
    echoes,
    edits,
    errors,
    files,
    follows,
    frame,
    freshness,
    glances,
    health,
    holdings,
    home,
    inbox,
    invitations,
    limits,
    links,
    looks,
    memberships,
    needs,
    people,
    posts,
    preferences,
    previews,
    profile,
    questions,
    referrals,
    rings,
    rows,
    search,
    searches,
    security,
    session,
    sessions,
    similar,
    sizes,
    skill_map,
    skills,
    submissions,
    suggested_edits,
    tips,
    translations,
    uploads,
    videos,
    vocabulary,
    votes,
)
from webapp.settings import Settings
from workers.settings import Settings as QueueSettings

BLUEPRINTS = (
    answers.bp,
    asks.bp,
    backtests.bp,
    bookmarklet.bp,
    bookmarks.bp,
    captions.bp,
    checks.bp,
    collections.bp,
    comments.bp,
    commissions.bp,
    communities.bp,
    drafts.bp,
    echoes.bp,
    edits.bp,
    files.bp,
    follows.bp,
    freshness.bp,
    glances.bp,
    health.bp,
    holdings.bp,
    home.bp,
    inbox.bp,
    invitations.bp,
    links.bp,
    memberships.bp,
    needs.bp,
    people.bp,
    posts.bp,
    preferences.bp,
    previews.bp,
    profile.bp,
    questions.bp,
    referrals.bp,
    rings.bp,
    search.bp,
    searches.bp,
    sessions.bp,
    similar.bp,
    skill_map.bp,
    skills.bp,
    suggested_edits.bp,
    tips.bp,
    uploads.bp,
    videos.bp,
    vocabulary.bp,
    votes.bp,
)


def create_app() -> Flask:
    """Build the site from the environment. Raises `Misconfigured` with every problem at once."""
    settings = Settings.from_env(os.environ)
    app = Flask("webapp", static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.context_processor(lambda: {"site_name": settings.site_name})
    app.add_template_global(addresses.of_post, "address_of")
    app.add_template_global(drafts.address, "address_of_draft")
    app.add_template_global(captions.language_name, "language_name")
    translations.register(app)
    sizes.register(app)
    security.register(app, settings)
    limits.register(app, QueueSettings.from_env(os.environ).url)
    session.register(app)
    submissions.register(app)
    errors.register(app)
    looks.register(app)
    frame.register(app)
    rows.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
