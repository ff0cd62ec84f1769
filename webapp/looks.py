"""The words that layout and components may use for how things look."""

from flask import Flask
from flask_babel import get_locale

from webapp import ages, avatars, icons, static_files


def register(app: Flask) -> None:
    """Serve the static files; teach the templates what the lines below name in quotes."""
    app.register_blueprint(static_files.bp)
    app.add_template_global(static_files.address, "asset")
    app.add_template_global(icons.icon, "icon")
    app.add_template_global(get_locale)
    app.add_template_global(ages.clock, "clock")
    app.add_template_filter(ages.age, "age")
    app.add_template_filter(ages.day, "day")
    app.add_template_filter(ages.full_date, "full_date")
    app.add_template_filter(avatars.hue, "hue")
    app.add_template_filter(avatars.initials, "initials")
