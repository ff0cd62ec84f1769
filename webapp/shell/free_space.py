"""Refuses what the disk has no room for, before any of it is read or written."""

import errno
import shutil

from flask import Flask, request

from store import blobs

# The graph needs some space for every change. Below this, nothing new is accepted, so that no change is half written.
LEAST_BYTES = 50_000_000
# The space that must stay free for everything else when a file arrives.
RESERVE_BYTES = 500_000_000
# Bodies up to this size are forms, which stay in memory.
FORM_BYTES = 2 * 1024 * 1024

FULL = (errno.ENOSPC, errno.EDQUOT)
CHANGES = ("POST", "PUT", "PATCH", "DELETE")
# People can always sign in and out, and delete what takes up space.
ALWAYS = ("sessions.create", "sessions.destroy", "sessions.end", "uploads.end")


class NoRoom(Exception):
    """The disk of the site is full."""


def register(app: Flask) -> None:
    """Check every request that changes something or brings a file."""
    app.before_request(_refuse_if_full)


def is_full() -> bool:
    """Tell whether the data folder has no room for a change."""
    return free_bytes() < LEAST_BYTES


def free_bytes() -> int:
    """Return how many bytes are free where the data folder is, or will be."""
    folder = blobs.settings().folder
    return shutil.disk_usage(next(it for it in (folder, *folder.parents) if it.exists())).free


def means_full(error: OSError) -> bool:
    """Tell whether an error says that a disk is full."""
    return error.errno in FULL


def _refuse_if_full() -> None:
    if request.method not in CHANGES or request.endpoint in ALWAYS:
        return
    if free_bytes() < _needed():
        raise NoRoom


def _needed() -> int:
    """Return how many bytes must be free for this request. One that doesn't say how large it is may be the largest."""
    if request.content_length is not None and request.content_length <= FORM_BYTES:
        return LEAST_BYTES
    size = request.content_length or request.max_content_length or 0
    return size + RESERVE_BYTES if size > FORM_BYTES else LEAST_BYTES
