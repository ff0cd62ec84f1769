"""Changing what is written: drafts, edits, revisions, suggested edits, duplicates and conversions."""
