"""The inbox: what I am asked, and why."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph import asks
from webapp.session import me, viewer

bp = Blueprint("inbox", __name__)


@bp.get("/inbox")
def show() -> ResponseReturnValue:
    return render_template("inbox/show.html", asked=asks.inbox(viewer=viewer()))


@bp.post("/inbox/seen")
def see() -> ResponseReturnValue:
    """Nothing in the inbox is new any more. The page says so by itself where it can."""
    asks.see(by=me().id)
    return redirect(url_for("inbox.show"), 303)
