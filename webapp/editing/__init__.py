"""Changing what is written: drafts, edits, revisions, suggested edits, duplicates and conversions."""

BLUEPRINTS = ("conversions", "drafts", "duplicates", "edits", "suggested_edits")
