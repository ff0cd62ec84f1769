"""Home, news, follows and the daily digest."""

BLUEPRINTS = ("digests", "follows", "glances", "home")
