"""The merge desk: possible problems among the skills, what a merge would move, merging, and undoing a merge."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import MergeId, SkillSlug, slug
from graph.merging import distinctions, lookalikes, loops, merges, orphans
from graph.skills import vocabulary
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("merges", __name__, url_prefix="/merge-desk")


@bp.get("")
def show() -> ResponseReturnValue:
    if not vocabulary.may_add(viewer=viewer()):
        raise Forbidden("Only admins and coaches can use the merge desk.")
    return _desk({})


@bp.get("/preview")
def preview() -> ResponseReturnValue:
    if not request.args:
        return redirect(url_for("merges.show"), 303)
    try:
        return render_template("merges/preview.html", seen=merges.preview(*_chosen(), viewer=viewer()))
    except Invalid as invalid:
        return _desk(invalid.problems), 422
    except Conflict as conflict:
        return _desk({"lost": str(conflict)}), 409


@bp.post("")
def merge() -> ResponseReturnValue:
    lost, kept = _chosen()
    id = merges.merge(lost, kept, by=viewer())
    company_events.skills_merged(id)
    flash(_("Skills merged. You can undo this at the merge desk."), "good")
    return redirect(url_for("skills.show", slug=kept), 303)


@bp.post("/<id>/undoing")
def undo(id: MergeId) -> ResponseReturnValue:
    merges.undo(id, by=viewer())
    company_events.skills_merged(id)
    flash(_("Merge undone. What was written since then stayed where it was."), "good")
    return redirect(url_for("merges.show"), 303)


def _chosen() -> tuple[SkillSlug, SkillSlug]:
    lost, kept = (SkillSlug(slug(request.values.get(side, ""))) for side in ("lost", "kept"))
    return lost, kept


def _desk(problems: dict[str, str]) -> str:
    return render_template(
        "merges/show.html",
        suspected=lookalikes.found(viewer=viewer()),
        loops=loops.found(viewer=viewer()),
        orphans=orphans.found(viewer=viewer()),
        latest=merges.latest(viewer=viewer()),
        cuts=loops.cuts(viewer=viewer()),
        removed=orphans.removed(viewer=viewer()),
        said=distinctions.said(viewer=viewer()),
        typed=request.args,
        problems=problems,
    )
