"""Removing a skill that nothing uses, at the merge desk, and putting it back."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.ids import SkillSlug
from graph.merging import orphans
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("orphans", __name__, url_prefix="/merge-desk/removals")


@bp.post("")
def remove() -> ResponseReturnValue:
    orphans.remove(_chosen(), by=viewer())
    company_events.skill_changed(_chosen())
    flash(_("Skill removed. Restore it at the bottom of the page, or name it in a post."), "good")
    return redirect(url_for("merges.show"), 303)


@bp.post("/undoing")
def put_back() -> ResponseReturnValue:
    orphans.put_back(_chosen(), by=viewer())
    company_events.skill_changed(_chosen())
    flash(_("Skill restored."), "good")
    return redirect(url_for("merges.show"), 303)


def _chosen() -> SkillSlug:
    return SkillSlug(request.form.get("skill", ""))
