"""Making a tip a wiki, after a page that says who may edit it then, and ending that."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import wikis
from graph.ids import PostId, TipId
from graph.posts import tips
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import coach_events

bp = Blueprint("wikis", __name__, url_prefix="/posts/<id>/wiki")


@bp.get("")
def new(id: PostId) -> ResponseReturnValue:
    wikis.refuse_others(id, viewer=viewer())
    return render_template("wikis/new.html", tip=tips.show(TipId(id), viewer=viewer()))


@bp.post("")
def change(id: PostId) -> ResponseReturnValue:
    if request.form.get("wiki") == "0":
        wikis.end(id, by=viewer())
        flash(_("This is no longer a wiki. Others can suggest edits."), "good")
    else:
        wikis.make(id, by=viewer())
        flash(_("This is a wiki now."), "good")
    coach_events.wiki_changed(id)
    return redirect(url_for("by_id.show", id=id), 303)
