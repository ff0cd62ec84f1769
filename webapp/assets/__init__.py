"""Files for browsers: fetched at set-up, and served so that browsers keep them for long."""

BLUEPRINTS = ("static_files",)
