"""Markdown as people write it, and the HTML that comes of it."""

BLUEPRINTS = ("diagrams", "previews")
