"""Home, news, follows and the daily digest."""

BLUEPRINTS = ("digests", "follows", "view_counts", "home")
