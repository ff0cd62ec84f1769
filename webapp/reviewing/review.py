"""Review: the one page that shows coaches what waits for them, and takes their decisions."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import coaches, rotas
from graph.editing import suggested_edits
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import SuggestedEditId
from graph.posts import texts
from graph.reviewing import claims, queue, review_views
from graph.reviewing.items import KINDS, Item, Kind
from graph.reviewing.queue import Queue
from webapp.editing import differences
from webapp.editing.differences import Line
from webapp.moderation import report_reasons
from webapp.reviewing import decisions
from webapp.reviewing.decisions import Decision
from webapp.shell import pages
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

NOTHING: Mapping[str, str] = {}

NO_LONGER = NotFound("This no longer waits for you. Another coach may have decided.")

# What one form can decide at once: a page of the queue.
MOST = queue.ON_A_PAGE

bp = Blueprint("review", __name__, url_prefix="/review")


@bp.before_request
def _coaches_only() -> None:
    coaches.refuse_others(viewer())


@bp.get("")
def index() -> ResponseReturnValue:
    return page()


@bp.get("/count")
def count() -> ResponseReturnValue:
    """Return how many items wait, for the navigation."""
    return render_template("review/_count.html", count=len(queue.waiting(viewer=viewer())))


@bp.post("/approval")
def approve() -> ResponseReturnValue:
    return _decide("approve")


@bp.post("/refusal")
def refuse() -> ResponseReturnValue:
    return _decide("refuse")


@bp.post("/claims")
def claim() -> ResponseReturnValue:
    """Say that I look at an item, or that I no longer do."""
    key = request.form.get("item", "")
    if request.form.get("claimed") == "0":
        claims.let_go(key, by=viewer())
    elif queue.get(key, viewer=viewer()):
        claims.take(key, by=viewer())
    else:
        raise NO_LONGER
    return _back()


@bp.post("/undoing")
def undo() -> ResponseReturnValue:
    """Take back what I have just decided about an item."""
    decisions.undo(request.form.get("item", ""), request.form.get("decision", ""))
    flash(_("It waits again."), "good")
    return _back()


def _decide(decision: Decision) -> ResponseReturnValue:
    keys, done = request.form.getlist("item")[:MOST], 0
    items = queue.find(keys, viewer=viewer())
    for key in keys:
        try:
            done += _decided(items.pop(key, None), decision)
        except Invalid as invalid:
            return page(typed_in=key, problem=" ".join(invalid.problems.values())), 422
    if done < len(keys):
        flash(_(str(NO_LONGER)) if len(keys) == 1 else _("Some of these no longer waited for you."), "warn")
    elif len(keys) > 1:
        flash(_("Done: %(count)s items.") % {"count": done}, "good")
    elif done and decisions.can_undo(keys[0], decision):
        flash(f"{decision} {keys[0]}", "decided")
    return _back()


def _decided(item: Item | None, decision: Decision) -> bool:
    """Decide about one item, and return whether it still waited for the viewer."""
    if item is None:
        return False
    seen = request.form.get("version", item.version, type=int)
    try:
        decisions.decide(replace(item, version=seen), decision, request.form.get("words", ""))
    except (Conflict, Forbidden, NotFound):
        return False
    claims.let_go(item.key, by=viewer())
    return True


def _back() -> ResponseReturnValue:
    """Go on with the same part of the queue. What comes next is the first of it."""
    kind, place = (request.form.get(name) or None for name in ("kind", "community"))
    return redirect(url_for("review.index", kind=kind, community=place), 303)


def page(*, typed_in: str = "", problem: str = "", view_problem: str = "") -> str:
    """Render the queue. `problem` is what is wrong with the words that were typed beside the item `typed_in`.

    `view_problem` is what is wrong with a view that someone wanted to save.
    """
    kind: Kind | None = next((one for one in KINDS if one == request.values.get("kind")), None)
    place = request.values.get("community", "")
    found = queue.show(kind=kind, community=place, page=pages.number(), viewer=viewer())
    return render_template(
        "review/index.html",
        queue=found,
        kind=kind,
        place=place,
        typed_in=typed_in,
        words=request.form.get("words", ""),
        problem=problem,
        changes=_changes(found),
        reasons=report_reasons.by_id(),
        views=review_views.listed(viewer=viewer()),
        view_problem=view_problem,
        weeks=rotas.mine(viewer=viewer()),
    )


def _changes(found: Queue) -> tuple[Line, ...]:
    """Return what the suggested edit in front would change. Those behind it have their turn."""
    first: Item | None = next(iter(found.items), None)
    if first is None or first.kind != "edit":
        return ()
    suggestion = suggested_edits.show(SuggestedEditId(first.id), viewer=viewer())
    return differences.between(texts.get(suggestion.text, viewer=viewer()).body, suggestion.body.markdown)
