"""Bookmarks and collections."""

BLUEPRINTS = ("bookmarks", "collections", "holdings")
