"""Thanks: thanking a colleague, taking it back, and who sees the thanks to me."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.expertise import thanks
from graph.ids import AnswerId, PersonId, PostId, ThanksId
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("thanks", __name__)


@bp.get("/thanks")
def index() -> ResponseReturnValue:
    """Show the thanks to me and by me."""
    return render_template(
        "thanks/index.html",
        shown=thanks.shown_to(viewer=viewer()),
        received=thanks.to(me().id, viewer=viewer(), limit=thanks.LISTED),
        given=thanks.by(viewer=viewer()),
    )


@bp.post("/thanks")
def choose() -> ResponseReturnValue:
    """Choose who sees the thanks to me."""
    thanks.show_to(request.form.get("shown", ""), by=me().id)
    flash(_("Your choice is saved."), "good")
    return redirect(url_for("thanks.index"), 303)


@bp.get("/people/<id>/thanks/new")
def new(id: PersonId) -> ResponseReturnValue:
    return _form(id, _on(request.args), {}), 200


@bp.post("/people/<id>/thanks")
def give(id: PersonId) -> ResponseReturnValue:
    on = _on(request.form)
    try:
        given = thanks.give(id, request.form.get("words", ""), on=on, by=viewer())
    except Invalid as invalid:
        return _form(id, on, invalid.problems), 422
    events.thanked(given, on=on)
    flash(_("Your thanks was sent."), "good")
    return redirect(_place(id, on), 303)


@bp.post("/thanks/<id>/withdrawal")
def withdraw(id: ThanksId) -> ResponseReturnValue:
    """Take back what I said."""
    events.thanked(id, on=thanks.withdraw(id, by=me().id))
    flash(_("Your thanks was taken back."), "good")
    return redirect(url_for("thanks.index"), 303)


@bp.post("/thanks/<id>/visibility")
def hide(id: ThanksId) -> ResponseReturnValue:
    """Hide thanks to me on my page, or show it again."""
    thanks.hide(id, is_hidden=request.form.get("hidden") != "0", by=me().id)
    return redirect(url_for("thanks.index", _anchor=f"thanks-{id}"), 303)


def _on(fields: Mapping[str, str]) -> PostId | AnswerId | None:
    """Return the post or the answer that someone is thanked for, if any."""
    return PostId(fields.get("on", "")) or None


def _place(id: PersonId, on: PostId | AnswerId | None) -> str:
    """Return the address of what someone is thanked for, or of their page."""
    occasion = thanks.occasion(id, on, viewer=viewer())
    return url_for("by_id.show", id=occasion.post) if occasion.post else url_for("people.show", id=id)


def _form(id: PersonId, on: PostId | AnswerId | None, problems: Mapping[str, str]) -> str:
    occasion = thanks.occasion(id, on, viewer=viewer())
    words = request.form.get("words", occasion.words)
    return render_template("thanks/new.html", id=id, on=on, occasion=occasion, words=words, problems=problems)
