"""Bookmarks: one click on any post, and the list of them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.ids import PostId
from graph.library import bookmarks
from webapp.shell import addresses, pages
from webapp.shell.session import viewer

bp = Blueprint("bookmarks", __name__, url_prefix="/bookmarks")


@bp.get("")
def index() -> ResponseReturnValue:
    page = bookmarks.listed(viewer=viewer(), before=pages.before())
    return render_template("bookmarks/index.html", page=page)


@bp.post("/<id>")
def change(id: PostId) -> ResponseReturnValue:
    wanted = request.form.get("kept") != "0"
    kind = (bookmarks.keep if wanted else bookmarks.drop)(id, by=viewer())
    back = request.referrer or addresses.of_post(kind, id)
    return pages.swap("components/_bookmark.html", otherwise=back, id=id, is_bookmarked=wanted)
