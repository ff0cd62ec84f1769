"""Starting the site and looking after it."""

BLUEPRINTS = ("health",)
