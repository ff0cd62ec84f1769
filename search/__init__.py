"""The search index: a cache of the graph, for people who search and for the expert finder. One command rebuilds it."""
