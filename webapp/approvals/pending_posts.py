"""What someone has sent and a coach is to look at: its page for its author, and for the coaches who decide."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.approvals import decisions, pending_posts, sent_drafts
from graph.approvals.pending_posts import PendingPost
from graph.ids import PendingPostId, PostId
from webapp.editing import drafts
from webapp.shell import addresses
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("pending_posts", __name__, url_prefix="/pending-posts")


@bp.get("/<id>")
def show(id: PendingPostId) -> ResponseReturnValue:
    """Show it to its author or to those who decide about it. Once it is published, lead its author there."""
    mine = pending_posts.find(id, viewer=viewer())
    if mine and mine.state == "published":
        return redirect(_published(mine), 303)
    if mine:
        return render_template("pending_posts/mine.html", pending=mine, change=_change(mine))
    pending, sent = decisions.look(id, viewer=viewer())
    return render_template("pending_posts/show.html", pending=pending, sent=sent)


@bp.post("/<id>/withdrawal")
def take_back(id: PendingPostId) -> ResponseReturnValue:
    pending_posts.take_back(id, by=viewer())
    if pending_posts.find(id, viewer=viewer()):
        flash(_("A coach has published it meanwhile."), "warn")
        return redirect(url_for("pending_posts.show", id=id), 303)
    flash(_("Deleted. Nobody else has seen it."), "good")
    return redirect(url_for("drafts.index"), 303)


def _change(pending: PendingPost) -> str:
    """Return the address of the form that has it, to be changed and sent again."""
    return drafts.address(sent_drafts.form_of(pending.draft), pending=pending.id) if pending.draft else ""


def _published(pending: PendingPost) -> str:
    """Return the address of what was published."""
    post = pending.post or PostId(pending.id)
    if pending.kind == "answer":
        return addresses.of_post("question", post, f"answer-{pending.id}")
    return addresses.of_post(pending.kind, post)
