"""The site's name and logo: choosing them, for admins, and the logo, for everyone."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import FileId
from graph.media.files import FileDraft
from graph.setup import identity, logos
from graph.setup.identity import ADMINS_ONLY, NameDraft
from store import blobs, incoming
from store.errors import Refused
from webapp.media.files import delete_unused, lasting_response_of
from webapp.setup import branding
from webapp.shell import session
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers import company_events, events

bp = Blueprint("identity", __name__)


@bp.get("/site")
def show() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    # Another process may just have changed it.
    branding.of_site().forget()
    return _page({})


@bp.get("/logo/<logo>")
def picture(logo: str) -> ResponseReturnValue:
    """Send the logo, to strangers too. Its address changes with it, so browsers keep it for a year."""
    return lasting_response_of(logos.show(logo))


@bp.post("/site/name")
def rename() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    if branding.of_site().set_by_operator:
        raise Conflict(_("The operator set the name in GUILDHALL_SITE_NAME, so it can't be changed here."))
    try:
        identity.rename(NameDraft(name=request.form.get("name", "")), by=me().id)
    except Invalid as invalid:
        return _page(invalid.problems), 422
    return _changed()


@bp.post("/site/logo")
def send() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    try:
        id = _sent()
    except Invalid as invalid:
        return _page(invalid.problems), 422
    delete_unused(logos.drop_others(id))
    events.picture_uploaded(id)
    return _changed()


@bp.post("/site/logo/removal")
def remove() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    delete_unused(logos.remove(by=me().id))
    return _changed()


def _sent() -> FileId:
    sent = request.files.get("logo")
    if sent is None or not sent.filename:
        raise Invalid(logo=_("Choose a picture first."))
    try:
        kept = incoming.receive_logo(sent.stream)  # pyright: ignore[reportArgumentType]
        id = logos.send(FileDraft(**vars(kept)), by=me().id)
        if not blobs.exists(kept.hash):
            # The last other file with these bytes was deleted while this one was uploaded.
            incoming.receive_logo(sent.stream)  # pyright: ignore[reportArgumentType]
    except Refused as refused:
        raise Invalid(logo=_(str(refused))) from refused
    return id


def _changed() -> ResponseReturnValue:
    branding.of_site().forget()
    company_events.act_recorded()
    return redirect(url_for("identity.show"), 303)


def _page(problems: dict[str, str]) -> str:
    return render_template(
        "identity/show.html",
        chosen=identity.get(),
        set_by_operator=branding.of_site().set_by_operator,
        logo=logos.get(),
        typed=request.form.get("name"),
        problems=problems,
        most=identity.NAME_CHARACTERS,
    )
