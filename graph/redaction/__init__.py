"""Redacting: a coach takes a passage out of a text for good, with every copy of it."""
