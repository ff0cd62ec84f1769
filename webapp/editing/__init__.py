"""Changing what is written: drafts, edits, revisions, suggested edits, duplicates, conversions; locking and closing."""

BLUEPRINTS = (
    "closings",
    "comment_edits",
    "conversions",
    "drafts",
    "duplicates",
    "edits",
    "locks",
    "machine_marks",
    "merged_questions",
    "moves",
    "split_answers",
    "suggested_edits",
    "wikis",
)
