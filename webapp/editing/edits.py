"""Editing your own text, suggesting an edit to someone else's, and earlier versions of a text."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import edits, revisions, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PostId
from graph.posts import texts
from graph.posts.texts import Text
from webapp.editing import differences, drafts
from webapp.editing.drafts import Begun
from webapp.markdown import rendering, typed_texts, typed_words
from webapp.shell import addresses, forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("edits", __name__)


@bp.get("/texts/<id>/edit")
def edit(id: PostId) -> ResponseReturnValue:
    text = texts.get(id, viewer=viewer())
    return _form(text, drafts.begun(f"edit-{id}", unchanged=_unchanged(text)), {}), 200


@bp.post("/texts/<id>")
def save(id: PostId) -> ResponseReturnValue:
    text, form = texts.get(id, viewer=viewer()), f"edit-{id}"
    try:
        led_to = _made(_draft(text)) if text.may_edit else _suggested(_draft(text))
    except Invalid as invalid:
        return _form(text, drafts.sent(form), invalid.problems), 422
    except Conflict as conflict:
        return _form(texts.get(id, viewer=viewer()), drafts.sent(form), {"body": str(conflict)}), 409
    drafts.forget(form)
    return redirect(led_to, 303)


@bp.get("/texts/<id>/history")
def history(id: PostId) -> ResponseReturnValue:
    life = revisions.of(id, viewer=viewer())
    after = life.at(request.args.get("to", life.revisions[0].number, type=int))
    if after is None:
        raise NotFound(_("This revision doesn't exist."))
    before = life.at(request.args.get("from", after.number - 1, type=int))
    changes = differences.between(before.body if before else "", after.body) if before else ()
    return render_template("edits/history.html", history=life, before=before, after=after, changes=changes)


def _draft(text: Text) -> Edit:
    """Return the form as an edit of the version that it was made from."""
    written = rendering.described if text.kind == "video" else rendering.prose
    return Edit(
        of=texts.at(text, version=forms.number("version")),
        title=typed_texts.line("title", before=text.title, on=text.id, waits=False),
        body=written(typed_texts.read(before=text.body, on=text.id, waits=False)),
        skills=forms.names("skills") if text.may_change_skills or not text.is_wiki else text.skills,
        is_cheat_sheet="cheat_sheet" in request.form,
        summary=typed_texts.line("summary", on=text.id, waits=False),
    )


def _made(change: Edit) -> str:
    edits.make(change, by=viewer())
    typed_texts.keep(change.of.id)
    events.text_edited(change, by=me().id)
    return addresses.of_post(change.of.kind, change.of.post, change.of.anchor)


def _suggested(change: Edit) -> str:
    id = suggested_edits.suggest(change, by=viewer())
    typed_words.keep()
    flash(_("Thank you. The author or a coach will decide. You can follow your suggestion here."), "good")
    return url_for("suggested_edits.show", id=id)


def _form(text: Text, begun: Begun, problems: Mapping[str, str]) -> str:
    """Return the form as typed. If it was made from an earlier version, the current text is shown next to it."""
    typed = begun.typed
    is_outrun = typed.get("made_of", typed.get("version")) != str(text.version)
    changes = differences.between(text.body, rendering.prose(typed.get("body", "")).markdown) if is_outrun else ()
    return render_template(
        "edits/edit.html", text=text, begun=begun, typed=typed, problems=problems, is_outrun=is_outrun, changes=changes
    )


def _unchanged(text: Text) -> dict[str, str]:
    fields = {"title": text.title, "body": text.body, "skills": ", ".join(text.skills), "made_of": str(text.version)}
    return fields | ({"cheat_sheet": "on"} if text.is_cheat_sheet else {})
