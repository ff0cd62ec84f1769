"""What somebody looks for, understood: the words of a search box become a query over the index, with the graph's help.

Pages, workers and anything else that searches on behalf of a person use the same few functions, so all of them
understand the same operators, other names and spellings.
"""
