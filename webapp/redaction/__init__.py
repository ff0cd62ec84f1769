"""Redacting: taking a passage out of a text for good, after a page that says where it stands."""

BLUEPRINTS = ("redactions",)
