"""Changing what is written: drafts, edits, revisions, suggested edits, duplicates and conversions."""

BLUEPRINTS = ("comment_edits", "conversions", "drafts", "duplicates", "edits", "moves", "suggested_edits")
