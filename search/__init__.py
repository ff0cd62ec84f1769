"""The search index, a cache of the graph for people and the expert finder. One command rebuilds it."""
