"""Many things at once, from elsewhere: statements that write hundreds of rows, and leave alone what is there already.

Everything imported has a key of its own, `<site>:<kind>:<number there>`, and an id that follows from it. So an import
that was cut off can be run again, and one that is run twice changes nothing.
"""
