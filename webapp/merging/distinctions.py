"""Saying at the merge desk that two skills are different, and taking it back."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.ids import SkillSlug
from graph.merging import distinctions
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("distinctions", __name__, url_prefix="/merge-desk/distinctions")


@bp.post("")
def say() -> ResponseReturnValue:
    distinctions.say(*_chosen(), by=viewer())
    flash(_("These skills won't be suggested for merging again. Undo this at the bottom of the page."), "good")
    return redirect(url_for("merges.show"), 303)


@bp.post("/undoing")
def take_back() -> ResponseReturnValue:
    distinctions.take_back(*_chosen(), by=viewer())
    flash(_("These skills can be suggested for merging again."), "good")
    return redirect(url_for("merges.show"), 303)


def _chosen() -> tuple[SkillSlug, SkillSlug]:
    return SkillSlug(request.form.get("one", "")), SkillSlug(request.form.get("other", ""))
