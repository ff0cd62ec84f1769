"""Writes docs/graph.md: what is in the graph, read off the statements that put it there."""
