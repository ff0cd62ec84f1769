"""Taking a passage out of a text for good. The passage is sent in the body of a request, so that no log has it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import PostId
from graph.prose import Prose
from graph.redaction import passages, redactions
from graph.redaction.passages import Places, Redactable
from graph.redaction.redactions import RedactionDraft
from webapp.markdown import rendering
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import coach_events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("redactions", __name__)


@bp.get("/texts/<id>/redaction")
def new(id: PostId) -> ResponseReturnValue:
    return _page(passages.get(id, viewer=viewer()))


@bp.post("/texts/<id>/redaction/preview")
def preview(id: PostId) -> ResponseReturnValue:
    text = passages.get(id, viewer=viewer())
    try:
        draft = _draft()
        found = passages.places(draft.passage, of=text.post, viewer=viewer())
    except Invalid as invalid:
        return _page(text, problems=invalid.problems), 422
    except Conflict as conflict:
        return _page(text, problems={"passage": str(conflict)}), 409
    return _page(text, places=found)


@bp.post("/texts/<id>/redaction")
def redact(id: PostId) -> ResponseReturnValue:
    text = passages.get(id, viewer=viewer())
    try:
        done = redactions.redact(text, _draft(), render=_rendered, by=viewer())
    except Invalid as invalid:
        return _page(text, problems=invalid.problems), 422
    except Conflict as conflict:
        return _page(text, problems={"passage": str(conflict)}), 409
    coach_events.passage_redacted(text.post, text.post_kind, told=done.notices)
    flash(_("The passage is removed for good, with every copy of it."), "good")
    return redirect(url_for("by_id.show", id=text.post), 303)


def _draft() -> RedactionDraft:
    """Return the form. Raises `Invalid` with a sentence for each field."""
    passage = passages.typed(request.form.get("passage", ""))
    return RedactionDraft(
        passage=passage, reason=request.form.get("reason", ""), words=request.form.get("words", "").strip()
    )


def _rendered(markdown: str, is_described: bool) -> Prose:
    return rendering.described(markdown) if is_described else rendering.imported(markdown)


def _page(text: Redactable, *, places: Places | None = None, problems: Mapping[str, str] = NOTHING) -> str:
    return render_template(
        "redactions/new.html", text=text, typed=request.form, places=places, problems=problems, mark=passages.MARK
    )
