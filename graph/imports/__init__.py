"""Imports from other sites: statements that write hundreds of rows at once.

Everything imported has a key, `<site>:<kind>:<number there>`, and an id that follows from it. Importers leave out the
keys that are there already. So an import that was interrupted can be run again, and a second run changes nothing.
"""
