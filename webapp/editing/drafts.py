"""Drafts: filling a form from a draft, listing drafts, saving one, and discarding it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.approvals import pending_posts
from graph.editing import drafts
from graph.editing.drafts import NONE_SEEN, Draft
from graph.errors import Conflict, Invalid
from graph.ids import PendingPostId
from webapp.shell import forms, uploads
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("drafts", __name__, url_prefix="/drafts")

EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Begun:
    """How a form opens: what is in its fields, the state of its draft that the page knows, and a draft that it offers.

    If `is_restored`, the fields hold the draft. Otherwise, they were filled by the page that links here.
    """

    form: str
    typed: dict[str, str]
    seen: int
    draft: Draft | None = None

    @property
    def is_restored(self) -> bool:
        return self.draft is not None and self.seen == self.draft.state


@bp.get("")
def index() -> ResponseReturnValue:
    sent = pending_posts.sent(viewer=viewer())
    return render_template("drafts/index.html", drafts=drafts.kept(viewer()), sent=sent)


@bp.post("/<form>")
def save(form: str) -> ResponseReturnValue:
    is_instead = "draft_instead" in request.form
    try:
        typed = request.form | {"upload": uploads.received()}
        state = drafts.save(form, typed, by=viewer(), seen=_seen(), page=_page(), instead=is_instead)
    except (Conflict, Invalid) as refusal:
        return _refused(form, refusal), 409 if isinstance(refusal, Conflict) else 422
    if _is_for_script():
        return jsonify(state=state)
    flash(_("Draft saved. You can find it here, on your home page and in your drafts."), "good")
    return redirect(address(form), 303)


@bp.post("/<form>/removal")
def discard(form: str) -> ResponseReturnValue:
    drafts.discard(form, by=me().id)
    flash(_("Draft discarded."), "good")
    return redirect(url_for("drafts.index") if "listed" in request.form else address(form), 303)


def begun(form: str, *, brought: dict[str, str] | None = None, unchanged: Mapping[str, str] = EMPTY) -> Begun:
    """Return how a form opens: with what the address contains, or else the draft, or else the text to change.

    The address may name what someone has sent, and a coach has not published.
    """
    draft = drafts.find(form, viewer=viewer())
    pending = pending_posts.find(sent_before(request.args), viewer=viewer())
    if pending and pending.draft:
        brought = {**pending.typed, "pending": pending.id}
    if brought:
        return Begun(form=form, typed=brought, seen=NONE_SEEN, draft=draft)
    if draft:
        return Begun(form=form, typed=dict(draft.typed), seen=draft.state, draft=draft)
    return Begun(form=form, typed=dict(unchanged), seen=NONE_SEEN)


def sent(form: str) -> Begun:
    """Return a refused form as it was filled in."""
    return Begun(form=form, typed=request.form.to_dict(), seen=_seen())


def forget(form: str) -> None:
    """Discard the draft that this page saw or saved, because it is posted. A draft that another page saved stays.

    What a coach had sent back, and was sent again by this form, goes too.
    """
    drafts.discard(form, by=me().id, state=_seen(), page=_page())
    pending_posts.take_back(sent_before(request.form), by=viewer(), unless_waiting=True)


def sent_before(fields: Mapping[str, str]) -> PendingPostId:
    """Return what an address or a form is to replace: something that someone sent and a coach has not published."""
    return PendingPostId(fields.get("pending", ""))


def address(form: str, *, pending: PendingPostId | None = None) -> str:
    """Return the address of the page that has a form, with what was sent before in it. Raises `NotFound`."""
    making, about = drafts.parts(form)
    if making == "edit":
        return url_for("edits.edit", id=about)
    if about:
        return url_for("questions.show", id=about, pending=pending, _anchor="your-answer")
    return url_for(f"{making}s.new", pending=pending)


def _refused(form: str, refusal: Conflict | Invalid) -> Response | str:
    may_replace = isinstance(refusal, Conflict)
    if _is_for_script():
        return jsonify(problem=_(str(refusal)), may_replace=may_replace)
    typed = {name: words for name, words in request.form.items() if name in drafts.FIELDS}
    return render_template(
        "drafts/refused.html",
        form=form,
        typed=typed,
        words=drafts.WORDS,
        problem=_(str(refusal)),
        may_replace=may_replace,
    )


def _seen() -> int:
    return request.form.get("draft_seen", NONE_SEEN, type=forms.moment)


def _page() -> str:
    return request.form.get("once", "")


def _is_for_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
