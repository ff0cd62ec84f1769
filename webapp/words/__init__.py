"""The lists of words that must not circulate, on which admins and coaches decide."""

BLUEPRINTS = ("words", "word_tables")
