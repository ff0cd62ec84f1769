"""Home, news, follows, feeds and the daily digest."""

BLUEPRINTS = ("digests", "feeds", "follows", "view_counts", "home")
