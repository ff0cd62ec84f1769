"""Links: the list of them, sharing one, its page, and the clicks on it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.errors import Invalid
from graph.ids import LinkId
from graph.posts import links, sidebar
from graph.posts.links import LinkDraft
from webapp.approvals import holding
from webapp.editing import drafts
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms, pages
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("links", __name__, url_prefix="/links")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("links/index.html", page=links.listed(viewer=viewer(), before=pages.before()))


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(drafts.begun("link", brought=request.args.to_dict()), {}), 200


@bp.post("")
def share() -> ResponseReturnValue:
    shared = links.find_shared(request.form.get("url", ""), viewer=viewer())
    if shared and "again" not in request.form:
        return _form(drafts.sent("link"), {}, shared=shared), 409
    try:
        draft = _draft()
        return holding.hold(draft) or _publish(draft)
    except Invalid as invalid:
        return _form(drafts.sent("link"), invalid.problems), 422


@bp.get("/<id>")
def show(id: LinkId) -> ResponseReturnValue:
    link = links.show(id, viewer=viewer())
    waiting = pages.Waiting(turn=0, is_over=link.state != "waiting")
    return render_template("links/show.html", link=link, waiting=waiting, sidebar=sidebar.of(id, viewer=viewer()))


@bp.get("/<id>/preview")
def preview(id: LinkId) -> ResponseReturnValue:
    """Show only what the linked page says about itself, for a page that waits for it."""
    link = links.show(id, viewer=viewer())
    waiting = pages.waiting(is_over=link.state != "waiting")
    return render_template("links/_preview.html", link=link, waiting=waiting, is_part=True)


@bp.post("/<id>/visits")
def visit(id: LinkId) -> ResponseReturnValue:
    links.visit(id, by=viewer())
    return "", 204


def _publish(draft: LinkDraft) -> ResponseReturnValue:
    id = links.share(draft, by=me().id)
    typed_texts.keep(id)
    drafts.forget("link")
    events.link_shared(id)
    return redirect(url_for("links.show", id=id), 303)


def _draft() -> LinkDraft:
    return LinkDraft(
        url=request.form.get("url", ""),
        title=typed_texts.line("title"),
        body=rendering.prose(typed_texts.read()),
        skills=forms.names("skills"),
        community=forms.community(),
        is_machine_written=forms.machine_written(),
    )


def _form(begun: drafts.Begun, problems: dict[str, str], *, shared: links.Shared | None = None) -> str:
    return render_template(
        "links/new.html",
        begun=begun,
        typed=begun.typed,
        problems=problems,
        shared=shared,
        communities=communities.to_post_in(viewer()),
    )
