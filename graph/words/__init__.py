"""Words that must not circulate: which ones, where, what happens with a text that has one, and what became of it."""
