"""Interprets searches: turns the words of a search box into a query over the index, with the graph's help.

Pages, workers and any other code that searches for a person use the same few functions, so all of them understand the
same operators, other names and spellings.
"""
