"""What is still to do on a new site, for admins. It ticks itself."""

from typing import get_args

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import NotFound
from graph.setup import checklist
from graph.setup.checklist import ADMINS_ONLY, Item
from webapp.setup import branding, progress
from webapp.shell import session
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("checklist", __name__, url_prefix="/checklist")


@bp.get("")
def show() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    # Another process may just have changed the name or the logo.
    branding.of_site().forget()
    return render_template("checklist/show.html", progress=progress.of(viewer()))


@bp.post("/<item>/decision")
def decide(item: Item) -> ResponseReturnValue:
    """Decide against an item, or for it after all, as `needed` says."""
    session.refuse_unless_admin(_(ADMINS_ONLY))
    if item not in get_args(Item):
        raise NotFound(_("This item isn't on the list."))
    checklist.decide(item, is_needed=request.form.get("needed") == "1", by=me().id)
    return redirect(url_for("checklist.show", _anchor=item), 303)


@bp.post("/hiding")
def hide() -> ResponseReturnValue:
    """Hide the list from my home page, or show it there again, as `hidden` says."""
    session.refuse_unless_admin(_(ADMINS_ONLY))
    is_hidden = request.form.get("hidden") == "1"
    checklist.hide(is_hidden=is_hidden, by=me().id)
    return redirect(url_for("home.show" if is_hidden else "checklist.show"), 303)
