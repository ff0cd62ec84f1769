"""Search: results, suggestions, saved searches, and the expert finder."""

BLUEPRINTS = ("finder", "saved_searches", "search")
