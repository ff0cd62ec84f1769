"""Bookmarks and collections."""

BLUEPRINTS = ("bookmarks", "collections", "items")
