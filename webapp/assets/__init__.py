"""Browser files: fetched at set-up, served with long lives."""

BLUEPRINTS = ("static_files",)
