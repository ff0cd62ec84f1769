"""Bookmarks, collections and the shelves of communities."""

BLUEPRINTS = ("bookmarks", "collections", "items", "shelves")
