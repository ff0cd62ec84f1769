"""What search needs of the graph: index entries, result items, saved searches, the expert finder."""

BLUEPRINTS = ("finder", "saved_searches", "search")
