"""What search needs of the graph: index entries, result items, saved searches, the expert finder."""
