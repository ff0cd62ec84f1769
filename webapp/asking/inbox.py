"""The inbox: what I am asked, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.asking import inbox
from graph.demand import writing_requests
from graph.ids import AskId
from graph.moderation import unmaskings
from graph.posts import people_mentions
from webapp.shell.session import me, viewer

bp = Blueprint("inbox", __name__)


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


@bp.post("/inbox/seen")
def see() -> ResponseReturnValue:
    """Mark everything in the inbox as seen. The page does this automatically if scripts run."""
    inbox.see(by=me().id)
    people_mentions.see(by=me().id)
    writing_requests.see(by=me().id)
    unmaskings.see(by=me().id)
    return redirect(url_for("inbox.show"), 303)


def page(*, refused: Refused | None = None) -> str:
    """Return the inbox, with what someone typed if it was refused."""
    return render_template(
        "inbox/show.html",
        asked=inbox.asks(viewer=viewer()),
        mentions=people_mentions.inbox(viewer=viewer()),
        writing_requests=writing_requests.inbox(viewer=viewer()),
        told=unmaskings.told(viewer=viewer()),
        refused=refused,
    )
