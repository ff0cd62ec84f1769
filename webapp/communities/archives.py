"""Archiving a community, and reopening it. Each takes back the other, so nothing asks whether the coach is sure."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import archives
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("archives", __name__, url_prefix="/communities/<slug>/archive")


@bp.post("")
def change(slug: str) -> ResponseReturnValue:
    if request.form.get("archived") == "0":
        archives.reopen(slug, by=viewer())
        flash(_("Reopened. People can post here again."), "good")
    else:
        archives.archive(slug, by=viewer())
        flash(_("Archived. You can reopen it at any time."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)
