"""The inbox: what I am asked, and why, and what happened that concerns me."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.asking import inbox
from graph.demand import writing_requests
from graph.ids import AskId, NotificationId
from graph.moderation import unmaskings
from graph.notifications import inbox as lines
from graph.notifications import notifications
from graph.notifications.inbox import InboxFilter
from webapp.shell import pages
from webapp.shell.session import me, viewer

bp = Blueprint("inbox", __name__)

FILTERS: dict[str, InboxFilter] = {"unread": "unread", "mentions": "mentions", "done": "done"}


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What someone typed to pass on an ask, in which field, and why it was refused."""

    ask: AskId
    field: str
    typed: str
    problems: Mapping[str, str]


@bp.get("/inbox")
def show() -> ResponseReturnValue:
    return page()


@bp.get("/inbox/count")
def count() -> ResponseReturnValue:
    """Return the number of unread things, which open pages ask for now and then."""
    return render_template("inbox/_count.html", count=me().inbox_count)


@bp.post("/inbox/read")
def read() -> ResponseReturnValue:
    """Mark everything in the inbox as read."""
    notifications.read_all(by=me().id)
    writing_requests.see(by=me().id)
    unmaskings.see(by=me().id)
    return redirect(url_for("inbox.show"), 303)


@bp.post("/inbox/done")
def settle() -> ResponseReturnValue:
    """Mark what a line of the inbox tells as done or, with `done=0`, take that back."""
    is_done = request.form.get("done") != "0"
    notifications.settle([NotificationId(id) for id in request.form.getlist("id")], is_done=is_done, by=me().id)
    return redirect(url_for("inbox.show", shown=None if is_done else "done"), 303)


def page(*, refused: Refused | None = None) -> str:
    """Return the inbox, with what someone typed if it was refused."""
    shown: InboxFilter = FILTERS.get(request.args.get("shown", ""), "all")
    is_first = shown == "all" and "before" not in request.args
    return render_template(
        "inbox/show.html",
        shown=shown,
        asked=inbox.asks(viewer=viewer()) if is_first else (),
        writing_requests=writing_requests.inbox(viewer=viewer()) if is_first else (),
        told=unmaskings.told(viewer=viewer()) if is_first else (),
        page=lines.page(shown, before=pages.before(), viewer=viewer()),
        refused=refused,
    )
