"""Markdown as people write it, and the HTML that it becomes."""

BLUEPRINTS = ("diagrams", "previews")
