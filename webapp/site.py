"""The site: every page of it, put together."""

import os

from flask import Flask

from webapp import (
    abilities,
    about,
    addressees,
    addresses,
    answers,
    asks,
    audit,
    backtests,
    bookmarklet,
    bookmarks,
    captions,
    checks,
    collections,
    comments,
    commissions,
    communities,
    conversions,
    diagrams,
    distinctions,
    drafts,
    duplicates,
    echoes,
    edits,
    employment,
    endorsements,
    errors,
    files,
    finder,
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
    loops,
    memberships,
    merges,
    needs,
    orphans,
    people,
    post_templates,
    posts,
    preferences,
    previews,
    profile,
    questions,
    radar,
    reactions,
    referrals,
    rings,
    rows,
    saved_searches,
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
    taxonomies,
    tips,
    translations,
    unmaskings,
    uploads,
    videos,
    vocabulary,
    votes,
)
from webapp.settings import Settings
from workers.settings import Settings as QueueSettings

BLUEPRINTS = (
    about.bp,
    abilities.bp,
    addressees.bp,
    answers.bp,
    asks.bp,
    audit.bp,
    backtests.bp,
    bookmarklet.bp,
    bookmarks.bp,
    captions.bp,
    checks.bp,
    collections.bp,
    comments.bp,
    commissions.bp,
    communities.bp,
    conversions.bp,
    diagrams.bp,
    distinctions.bp,
    drafts.bp,
    duplicates.bp,
    echoes.bp,
    edits.bp,
    endorsements.bp,
    employment.bp,
    files.bp,
    finder.bp,
    follows.bp,
    freshness.bp,
    glances.bp,
    health.bp,
    holdings.bp,
    home.bp,
    inbox.bp,
    invitations.bp,
    links.bp,
    loops.bp,
    memberships.bp,
    merges.bp,
    needs.bp,
    orphans.bp,
    people.bp,
    post_templates.bp,
    posts.bp,
    preferences.bp,
    previews.bp,
    profile.bp,
    questions.bp,
    radar.bp,
    reactions.bp,
    referrals.bp,
    rings.bp,
    saved_searches.bp,
    search.bp,
    searches.bp,
    sessions.bp,
    similar.bp,
    skill_map.bp,
    skills.bp,
    suggested_edits.bp,
    taxonomies.bp,
    tips.bp,
    unmaskings.bp,
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
