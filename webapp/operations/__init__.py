"""Starting the site and keeping it running."""

BLUEPRINTS = ("health", "status")
