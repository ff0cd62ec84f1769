"""Reactions on answers, tips, links and videos."""

from typing import cast, get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.freshness import reactions
from graph.freshness.reactions import ReactionChoice
from graph.ids import PostId
from graph.posts import sidebar, texts
from graph.posts.texts import Text
from webapp.shell import addresses, pages
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("reactions", __name__, url_prefix="/reactions")


@bp.post("/<on>")
def react(on: PostId) -> ResponseReturnValue:
    text, comment = texts.get(on, viewer=viewer()), request.form.get("comment", "")
    try:
        events.reaction_given(on, reactions.react(on, _chosen(), comment, by=viewer()))
    except Invalid as invalid:
        return render_template("reactions/again.html", text=text, typed=request.form, problems=invalid.problems), 422
    return _swap(text)


@bp.post("/<on>/settlement")
def settle(on: PostId) -> ResponseReturnValue:
    text = texts.get(on, viewer=viewer())
    reactions.settle(text, by=viewer())
    events.warnings_settled(text)
    return _swap(text)


def _swap(text: Text) -> ResponseReturnValue:
    status = sidebar.of(text.post, viewer=viewer()).status[text.id]
    return pages.swap(
        "reactions/_bar.html", otherwise=addresses.of_post(text.kind, text.post, text.anchor), status=status
    )


def _chosen() -> ReactionChoice:
    kind = request.form.get("kind", "")
    if kind not in get_args(ReactionChoice):
        raise Invalid(kind=_("Choose whether it is outdated or dangerous."))
    return cast(ReactionChoice, kind)
