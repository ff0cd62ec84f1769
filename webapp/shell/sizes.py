"""How large a request may be: small, except for uploads of files and videos."""

import tempfile
from typing import IO

from flask import Flask, request

from graph.posts.questions import BODY_CHARACTERS
from store import blobs, uploads
from webapp.shell.control_characters import Readable

# The space that a form needs in addition to its file.
FORM_BYTES = 256 * 1024

# With a video we read more than we accept, so that an error about a long text appears next to its field.
TYPED_BYTES = 16_000_000

FILES = ("files.upload", "photos.send")
VIDEOS = ("drafts.save", "videos.post", "videos.replace", "uploads.append")


class Large(Readable):
    """A request whose file may be far larger than the memory or the folder for temporary files."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.endpoint in VIDEOS:
            return tempfile.TemporaryFile(dir=uploads.folder())
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


def register(app: Flask) -> None:
    """Raise the limit for requests with files, before anything reads them."""
    app.request_class = Large
    app.before_request(_allow_more_for_files)
    app.add_template_global(most_characters)
    app.add_template_global(most_megabytes)
    app.add_template_global(most_video_megabytes)


def most_characters() -> int:
    """Return how long the text of a post may be, in characters."""
    return BODY_CHARACTERS


def most_megabytes() -> int:
    """Return how large a file may be, in whole megabytes."""
    return blobs.settings().file_bytes // 1_000_000


def most_video_megabytes() -> int:
    """Return how large a video may be, in whole megabytes."""
    return blobs.settings().video_bytes // 1_000_000


def allowed_megabytes() -> int:
    """Return how large this request may be, in whole megabytes."""
    return (request.max_content_length or 0) // 1_000_000


def _allow_more_for_files() -> None:
    if request.method not in ("POST", "PATCH"):
        return
    if request.endpoint in FILES:
        request.max_content_length = blobs.settings().file_bytes + FORM_BYTES
    elif request.endpoint in VIDEOS:
        request.max_content_length = blobs.settings().video_bytes + FORM_BYTES
        request.max_form_memory_size = TYPED_BYTES
