"""Filters and functions that layout and components may use to show things."""

from flask import Flask
from flask_babel import get_locale

from webapp.assets import icons, static_files
from webapp.shell import ages, avatars


def register(app: Flask) -> None:
    """Add these functions and filters to the templates."""
    app.add_template_global(static_files.address, "asset")
    app.add_template_global(icons.icon, "icon")
    app.add_template_global(get_locale)
    app.add_template_global(ages.clock, "clock")
    app.add_template_filter(ages.age, "age")
    app.add_template_filter(ages.day, "day")
    app.add_template_filter(ages.short_day, "short_day")
    app.add_template_filter(ages.month, "month")
    app.add_template_filter(ages.full_date, "full_date")
    app.add_template_filter(avatars.hue, "hue")
    app.add_template_filter(avatars.initials, "initials")
