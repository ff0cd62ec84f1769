"""A cache of the graph in words: what people and the expert finder look things up in. One command rebuilds it."""
