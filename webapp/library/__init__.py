"""Bookmarks, collections and the shelves of communities."""

BLUEPRINTS = ("bookmarks", "collections", "items", "shelf_catalogues", "shelves")
