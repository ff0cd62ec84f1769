"""Markdown as people write it, and the HTML made from it."""

BLUEPRINTS = ("diagrams", "previews")
