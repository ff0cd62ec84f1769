"""Uploads that survive a lost connection: the protocol tus 1.0, as tus.io describes it."""

import base64
import binascii
from email.utils import formatdate

from flask import Blueprint, Response, request, url_for

from graph.errors import Invalid
from store import blobs, uploads
from store.errors import Gone, Refused
from store.uploads import Busy, Misplaced, Upload, UploadId
from webapp.shell.session import me
from webapp.shell.translations import translated as _

bp = Blueprint("uploads", __name__, url_prefix="/uploads")

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = "application/offset+octet-stream"


@bp.route("", methods=["OPTIONS"], provide_automatic_options=False)
def describe() -> Response:
    most = str(blobs.settings().video_bytes)
    return _answer(204, {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": most})


@bp.post("")
def begin() -> Response:
    if "Tus-Resumable" not in request.headers:
        return _answer(412, {"Tus-Version": VERSION})
    size = _number("Upload-Length")
    if size > blobs.settings().video_bytes:
        return _refused(413, Refused(_("This video is too large.")))
    try:
        upload = uploads.begin(owner=me().id, name=_name(), bytes=size)
    except Refused as refused:
        return _refused(409, refused)
    return _answer(201, {"Location": url_for("uploads.append", id=upload.id), **_state(upload)})


@bp.route("/<id>", methods=["HEAD"])
def show(id: UploadId) -> Response:
    try:
        upload = uploads.get(id, owner=me().id)
    except Gone:
        return _answer(404)
    return _answer(200, {"Upload-Length": str(upload.bytes), "Cache-Control": "no-store", **_state(upload)})


@bp.patch("/<id>")
def append(id: UploadId) -> Response:
    if request.mimetype != PIECE:
        return _answer(415)
    try:
        upload = uploads.append(id, request.stream, owner=me().id, offset=_number("Upload-Offset"))  # pyright: ignore[reportArgumentType]
    except (Gone, Busy, Misplaced, Refused) as problem:
        return _answer(STATUS[type(problem)])
    return _answer(204, _state(upload))


@bp.delete("/<id>")
def end(id: UploadId) -> Response:
    try:
        uploads.remove(uploads.get(id, owner=me().id).id)
    except Gone:
        return _answer(404)
    return _answer(204)


STATUS: dict[type[Exception], int] = {Gone: 404, Busy: 423, Misplaced: 409, Refused: 413}


def received() -> str:
    """Return the id of the upload, which was sent in pieces before or comes with this form; empty if there is none.

    Raises `Invalid` if the upload is refused, incomplete or gone.
    """
    sent = request.files.get("file")
    try:
        if sent and sent.filename:
            return uploads.adopt(sent.stream, owner=me().id, name=sent.filename).id  # pyright: ignore[reportArgumentType]
        found = request.form.get("upload", "")
        if found and not uploads.get(UploadId(found), owner=me().id).is_whole:
            raise Invalid(video=_("The upload isn't complete. Choose the same file again to continue."))
    except (Gone, Refused) as problem:
        raise Invalid(video=_(str(problem))) from problem
    return found


def kept(id: str) -> Upload | None:
    """Return my upload with this id, or `None` if it is gone or incomplete."""
    try:
        upload = uploads.get(UploadId(id), owner=me().id)
    except Gone:
        return None
    return upload if upload.is_whole else None


def _state(upload: Upload) -> dict[str, str]:
    expires = formatdate(upload.expires_at, usegmt=True)
    return {"Upload-Offset": str(upload.offset), "Upload-Expires": expires}


def _name() -> str:
    """Return the file's name from the header `Upload-Metadata`, whose values are in base64."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    found = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    try:
        return base64.b64decode(found.get("filename", ""), validate=True).decode()[:200]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _number(header: str) -> int:
    typed = request.headers.get(header, "")
    return int(typed) if typed.isdecimal() and len(typed) < 16 else -1


def _refused(status: int, refused: Refused) -> Response:
    answer = _answer(status)
    answer.set_data(_(str(refused)))
    return answer


def _answer(status: int, headers: dict[str, str] | None = None) -> Response:
    answer = Response(status=status, mimetype="text/plain")
    answer.headers.extend({"Tus-Resumable": VERSION, **(headers or {})})
    return answer
