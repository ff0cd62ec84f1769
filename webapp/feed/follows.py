"""Following things, and the list of what I follow."""

from typing import cast, get_args

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import NotFound
from graph.feed import follows
from graph.feed.follows import FollowedKind
from webapp.shell import pages
from webapp.shell.session import viewer

bp = Blueprint("follows", __name__, url_prefix="/follows")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("follows/index.html", found=follows.listed(viewer=viewer()))


@bp.post("/<kind>/<key>")
def change(kind: str, key: str) -> ResponseReturnValue:
    if kind not in get_args(FollowedKind):
        raise NotFound(follows.NOT_HERE)
    wanted = request.form.get("follow") != "0"
    if wanted:
        follows.follow(cast(FollowedKind, kind), key, by=viewer())
    else:
        follows.unfollow(key, by=viewer())
    back = request.referrer or url_for("follows.index")
    return pages.swap("components/_follow.html", otherwise=back, kind=kind, key=key, is_followed=wanted)
