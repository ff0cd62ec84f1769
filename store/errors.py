"""Errors of the store, each with a message for the person who sent the file."""


class Refused(Exception):
    """This file can't be stored; the message says why, and what to do instead."""


class Gone(Exception):
    """There is no such file or upload, or there is none any more."""
