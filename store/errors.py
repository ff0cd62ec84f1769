"""What the store will not take, in a sentence for the person who sent it."""


class Refused(Exception):
    """These bytes cannot be kept; the message says why, and what to do instead."""


class Gone(Exception):
    """There are no such bytes (any more)."""
