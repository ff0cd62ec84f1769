"""Files: adding one to a text, the list of your own files, and serving them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from graph.errors import Invalid, NotFound
from graph.ids import FileId
from graph.media import files
from graph.media.files import File, FileDraft, UnusedFile
from store import blobs, incoming
from store.errors import Gone, Refused
from webapp.markdown import typed_texts
from webapp.media import placeholders
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import events

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

bp = Blueprint("files", __name__, url_prefix="/files")

# Types that a browser may show; it saves all others. SVG runs no scripts under this policy.
SHOWN = ("image/", "video/mp4", "audio/")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PIECE_BYTES = 256 * 1024
YEAR_SECONDS = 365 * 24 * 60 * 60

# So much of a file of text is looked through for secrets when someone adds it, which takes a third of a second at most.
LOOKED_AT_BYTES = 1024 * 1024

# A player that asks for the whole rest of a video reads it as slowly as people watch, and sixteen players would hold
# all threads of the site. The reader's machine buffers this much at once, and then the player asks for more.
LONGEST_PART_BYTES = 2 * 1024 * 1024


@bp.get("")
def index() -> ResponseReturnValue:
    return _page({}), 200


@bp.post("")
def upload() -> ResponseReturnValue:
    try:
        id, markdown = _received()
    except Invalid as invalid:
        return (jsonify(problem=invalid.problems["file"]) if _is_for_script() else _page(invalid.problems)), 422
    return jsonify(markdown=markdown) if _is_for_script() else redirect(url_for("files.index", _anchor=id), 303)


@bp.get("/<id>")
@bp.get("/<id>/<name>")
def show(id: FileId, name: str = "") -> ResponseReturnValue:
    return response_of(files.get(id, viewer=viewer()))


def response_of(file: File) -> Response:
    """Return a response with a file, or with the part that the browser asks for. Raises `NotFound` if it is missing.

    A picture that is being prepared, or can't be shown, is a drawing that says so.
    """
    if file.is_waiting or (file.problem and not _may_be_saved(file)):
        return placeholders.of(file)
    try:
        content = blobs.open_(blobs.Hash(file.hash))
    except Gone as gone:
        raise NotFound(_("This file is missing. Its owner can upload it again.")) from gone
    # Our own wrapper instead of the server's: it can begin anywhere in the file.
    response = Response(FileWrapper(content, PIECE_BYTES), mimetype=file.media_type, direct_passthrough=True)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Security-Policy"] = POLICY
    kind = "inline" if file.media_type.startswith(SHOWN) and not file.problem else "attachment"
    response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"
    response.content_length = file.bytes
    response.set_etag(file.hash)
    return response.make_conditional(_in_parts(file.bytes), accept_ranges=True, complete_length=file.bytes)


def lasting_response_of(file: File) -> Response:
    """Return the same for a file whose address changes with it, so that browsers keep it for a year."""
    response = response_of(file)
    response.cache_control.private = response.cache_control.immutable = True
    response.cache_control.max_age = YEAR_SECONDS
    return response


def delete_unused(unused: Iterable[UnusedFile]) -> None:
    """Delete files that nothing uses any more, unless something else has the same bytes."""
    for file in unused:
        if files.forget(file):
            blobs.remove(blobs.Hash(file.hash))


def _may_be_saved(file: File) -> bool:
    """Return whether to send a picture that can't be shown. It may say where it was taken, so only its owner may."""
    return file.is_mine and request.headers.get("Sec-Fetch-Dest") != "image"


def _in_parts(complete: int) -> "WSGIEnvironment":
    """Return the request, limited to a part that is no longer than we send at once."""
    asked = request.range.range_for_length(complete) if request.range else None
    if asked is None or asked[1] - asked[0] <= LONGEST_PART_BYTES:
        return request.environ
    return request.environ | {"HTTP_RANGE": f"bytes={asked[0]}-{asked[0] + LONGEST_PART_BYTES - 1}"}


def markdown_of(id: FileId, name: str, media_type: str) -> str:
    """Return the Markdown that adds a file to a text: a picture is shown, any other file is a link."""
    sign = "!" if media_type.startswith("image/") else ""
    words = name.rpartition(".")[0] if sign else name
    return f"{sign}[{words}]({url_for('files.show', id=id)})"


def _received() -> tuple[FileId, str]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid(file=_("Choose a file first."))
    typed_texts.sent_as_file(_beginning(sent), field="file")
    try:
        kept = incoming.receive(sent.stream, name=sent.filename)  # pyright: ignore[reportArgumentType]
    except Refused as refused:
        raise Invalid(file=_(str(refused))) from refused
    is_waiting = incoming.must_wait(kept)
    id = files.upload(FileDraft(**vars(kept)), by=me().id, is_waiting=is_waiting)
    if not blobs.exists(kept.hash):
        # The last other file with these bytes was deleted while this one was uploaded.
        incoming.receive(sent.stream, name=sent.filename)  # pyright: ignore[reportArgumentType]
    if is_waiting:
        events.picture_uploaded(id)
    return id, markdown_of(id, kept.name, kept.media_type)


def _beginning(sent: FileStorage) -> str:
    """Return the beginning of a file of text, such as a log or a key; empty if it is of another kind."""
    read = sent.stream.read(LOOKED_AT_BYTES)
    sent.stream.seek(0)
    return "" if b"\0" in read else read.decode("utf-8", "replace")


def _page(problems: dict[str, str]) -> str:
    return render_template("files/index.html", files=files.mine(viewer()), problems=problems, markdown_of=markdown_of)


def _is_for_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
