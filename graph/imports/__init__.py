"""Imports from other sites: statements that write hundreds of rows and leave alone what is there already.

Everything imported has a key, `<site>:<kind>:<number there>`, and an id that follows from it. So an import that was
interrupted can be run again, and one that is run twice changes nothing.
"""
