"""Photos of people: everyone's, and uploading or removing my own."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import FileId, PersonId
from graph.media import photos
from graph.media.files import FileDraft
from graph.media.photos import Crop
from graph.people import profiles
from store import blobs, incoming
from store.errors import Refused
from store.incoming import Received
from webapp.media.files import delete_unused, lasting_response_of
from webapp.people import profile
from webapp.shell import forms, pages
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("photos", __name__)


@bp.get("/people/<id>/photo/<photo>")
def show(id: PersonId, photo: str) -> ResponseReturnValue:
    """Send a photo. Its address changes with the photo, so browsers keep it for a year."""
    return lasting_response_of(photos.show(id, photo))


@bp.post("/profile/photo")
def send() -> ResponseReturnValue:
    try:
        id = _sent()
    except Invalid as invalid:
        return _refused(invalid.problems), 422
    delete_unused(photos.drop(me().id, but=id))
    events.picture_uploaded(id)
    return _changed()


@bp.post("/profile/photo/removal")
def remove() -> ResponseReturnValue:
    delete_unused(photos.drop(me().id))
    return _changed()


def _sent() -> FileId:
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        raise Invalid(photo=_("Choose a photo first."))
    crop = Crop(zoom=forms.number("zoom"), across=forms.number("across"), down=forms.number("down"))
    try:
        kept = incoming.receive_picture(sent.stream, name="photo")  # pyright: ignore[reportArgumentType]
        id = photos.send(FileDraft(**vars(kept)), crop, of=me().id)
        _keep(kept, sent.stream)
    except Refused as refused:
        raise Invalid(photo=_(str(refused))) from refused
    return id


def _keep(kept: Received, stream: object) -> None:
    """Store the file again if the last other file with these bytes was deleted while this one was uploaded."""
    if not blobs.exists(kept.hash):
        incoming.receive_picture(stream, name="photo")  # pyright: ignore[reportArgumentType]


def _changed() -> ResponseReturnValue:
    return pages.swap("profile/_photo.html", otherwise=url_for("profile.edit"), photo=photos.get(me().id), problems={})


def _refused(problems: dict[str, str]) -> str:
    """Return the part that was sent to a script, which leaves the rest of the page as it is, or the whole page."""
    if "HX-Request" in request.headers:
        return render_template("profile/_photo.html", photo=photos.get(me().id), problems=problems)
    return profile.page(profiles.get(me().id), problems)
