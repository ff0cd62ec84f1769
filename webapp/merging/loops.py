"""Breaking a loop of broader skills at the merge desk, and restoring it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.ids import SkillSlug
from graph.merging import loops
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("loops", __name__, url_prefix="/merge-desk/cuts")


@bp.post("")
def cut() -> ResponseReturnValue:
    below, above = _chosen()
    loops.cut(below, above, by=viewer())
    company_events.skill_changed(below)
    flash(_("Loop removed. You can undo this at the bottom of the page."), "good")
    return redirect(url_for("merges.show"), 303)


@bp.post("/undoing")
def mend() -> ResponseReturnValue:
    below, above = _chosen()
    loops.mend(below, above, by=viewer())
    company_events.skill_changed(below)
    flash(_("Undone. The two skills are linked again."), "good")
    return redirect(url_for("merges.show"), 303)


def _chosen() -> tuple[SkillSlug, SkillSlug]:
    return SkillSlug(request.form.get("below", "")), SkillSlug(request.form.get("above", ""))
