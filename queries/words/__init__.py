"""Looks for words that must not circulate in texts, whatever people do so that they aren't found."""
