"""Tips: the list of them, sharing one, and its page."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.errors import Invalid
from graph.ids import TipId
from graph.posts import sidebar, tips
from graph.posts.tips import TipDraft
from webapp.approvals import holding
from webapp.communities import post_templates
from webapp.editing import drafts
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms, pages
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("tips", __name__, url_prefix="/tips")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("tips/index.html", page=tips.listed(viewer=viewer(), before=pages.before()))


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(post_templates.begun("tip"), {}), 200


@bp.post("/template")
def fill_in() -> ResponseReturnValue:
    """Return the form as it was filled in, with its community's template; for a script, only the text."""
    begun = post_templates.filled("tip")
    if request.accept_mimetypes.best == "application/json":
        return jsonify(body=begun.typed["body"])
    return _form(begun, {}), 200


@bp.post("")
def post() -> ResponseReturnValue:
    try:
        draft = _draft()
        if waits := holding.hold(draft):
            return waits
        id = tips.post(draft, by=me().id)
    except Invalid as invalid:
        return _form(drafts.sent("tip"), invalid.problems), 422
    typed_texts.keep(id)
    drafts.forget("tip")
    events.tip_posted(id)
    return redirect(url_for("tips.show", id=id), 303)


@bp.get("/<id>")
def show(id: TipId) -> ResponseReturnValue:
    return render_template(
        "tips/show.html", tip=tips.show(id, viewer=viewer()), sidebar=sidebar.of(id, viewer=viewer())
    )


def _draft() -> TipDraft:
    return TipDraft(
        title=typed_texts.line("title"),
        body=rendering.prose(typed_texts.read()),
        skills=forms.names("skills"),
        community=forms.community(),
        is_cheat_sheet="cheat_sheet" in request.form,
        is_machine_written=forms.machine_written(),
    )


def _form(begun: drafts.Begun, problems: dict[str, str]) -> str:
    return render_template(
        "tips/new.html", begun=begun, typed=begun.typed, problems=problems, communities=communities.to_post_in(viewer())
    )
