"""Changing what is written: drafts, edits, revisions, suggested edits, duplicates, conversions; locking and closing."""

BLUEPRINTS = (
    "closings",
    "comment_edits",
    "conversions",
    "drafts",
    "duplicates",
    "edits",
    "locks",
    "moves",
    "suggested_edits",
)
