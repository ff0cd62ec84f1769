"""A catalogue of courses for the shelf of a community: what it would bring, and bringing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.library import shelf_catalogues
from webapp.library import catalogue_rows, shelves
from webapp.people import invitation_rows
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from webapp.tables.rows import Broken

bp = Blueprint("shelf_catalogues", __name__, url_prefix="/communities/<slug>/shelf/catalogue")

MOST_BYTES = 1_000_000


@bp.post("")
def bring(slug: str) -> ResponseReturnValue:
    """Show what is new in a catalogue or, once that was seen, put it on the shelf."""
    try:
        found = catalogue_rows.read(_text())
        new = shelf_catalogues.new(slug, found.courses, viewer=viewer())
    except (Broken, Invalid) as refused:
        return shelves.page(slug, problems={"file": str(refused)}), 422
    if "put" not in request.form:
        return render_template("shelves/catalogue.html", slug=slug, found=found, new=new)
    shelf_catalogues.put(slug, new, by=viewer())
    flash(_("The courses wait in Review."), "good")
    return redirect(url_for("shelves.show", slug=slug), 303)


def _text() -> str:
    """Return the table: from the file or, the second time, from the page that showed what is new."""
    if "table" in request.form:
        return request.form["table"]
    sent = request.files.get("file")
    content = sent.stream.read(MOST_BYTES + 1) if sent and sent.filename else b""
    return invitation_rows.decoded(content, "") if len(content) <= MOST_BYTES else ""
