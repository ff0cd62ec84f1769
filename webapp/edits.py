"""Editing what was written, suggesting it where it is somebody else's, and what a text said before."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import edits, revisions, suggested_edits, texts
from graph.edits import Edit
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PostId
from graph.texts import Text
from webapp import addresses, differences, forms, rendering
from webapp.session import me, viewer
from webapp.translations import translated as _
from workers import events

bp = Blueprint("edits", __name__)


@bp.get("/texts/<id>/edit")
def edit(id: PostId) -> ResponseReturnValue:
    return form(texts.get(id, viewer=viewer()), {}), 200


@bp.post("/texts/<id>")
def save(id: PostId) -> ResponseReturnValue:
    text = texts.get(id, viewer=viewer())
    try:
        change = draft(text)
        if not text.may_edit:
            return _suggested(change)
        edits.make(change, by=viewer())
    except Invalid as invalid:
        return form(text, invalid.problems), 422
    except Conflict as conflict:
        return form(texts.get(id, viewer=viewer()), {"body": str(conflict)}), 409
    events.text_edited(change, by=me().id)
    return redirect(addresses.of_post(text.kind, text.post, text.anchor), 303)


@bp.get("/texts/<id>/history")
def history(id: PostId) -> ResponseReturnValue:
    life = revisions.of(id, viewer=viewer())
    after = life.at(request.args.get("to", life.revisions[0].number, type=int))
    if after is None:
        raise NotFound(_("This text has no such revision."))
    before = life.at(request.args.get("from", after.number - 1, type=int))
    changes = differences.between(before.body if before else "", after.body) if before else ()
    return render_template("edits/history.html", history=life, before=before, after=after, changes=changes)


def draft(text: Text) -> Edit:
    """Return what was typed as an edit of the version that its form was made of."""
    return Edit(
        of=texts.at(text, version=forms.number("version")),
        title=request.form.get("title", ""),
        body=rendering.prose(request.form.get("body", "")),
        skills=forms.names("skills"),
        summary=request.form.get("summary", ""),
    )


def _suggested(change: Edit) -> ResponseReturnValue:
    id = suggested_edits.suggest(change, by=viewer())
    flash(_("Thank you: its writer or a coach decides. Here you see what becomes of it."), "good")
    return redirect(url_for("suggested_edits.show", id=id), 303)


def form(text: Text, problems: Mapping[str, str]) -> str:
    """Return the form with what was typed, else with what the text says. Who was outrun sees both texts compared."""
    typed = request.form.to_dict() if request.method == "POST" else _typed(text)
    is_outrun = typed.get("version", str(text.version)) != str(text.version)
    changes = differences.between(text.body, rendering.prose(typed.get("body", "")).markdown) if is_outrun else ()
    return render_template("edits/edit.html", text=text, typed=typed, problems=problems, changes=changes)


def _typed(text: Text) -> dict[str, str]:
    return {"title": text.title, "body": text.body, "skills": ", ".join(text.skills)}
