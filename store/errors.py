"""Errors of the store, each with a message for the person who sent the file."""


class Refused(Exception):
    """These bytes cannot be kept; the message says why, and what to do instead."""


class Gone(Exception):
    """There are no such bytes (any more)."""
