"""Bookmarks and collections."""
