"""Confirming what colleagues can do, asking them to, and saying no."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph import endorsements, people
from graph.ids import PersonId, SkillSlug
from webapp import forms
from webapp.session import me, viewer
from webapp.translations import translated as _
from workers import events

bp = Blueprint("endorsements", __name__)


@bp.post("/people/<id>/skills/<slug>/endorsement")
def endorse(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    if request.form.get("endorse") == "0":
        endorsements.withdraw(id, slug, by=me().id)
    else:
        level = forms.number("level") if request.form.get("level", "") else None
        endorsements.endorse(id, slug, level, by=viewer())
    events.standing_changed(id)
    return redirect(url_for("abilities.show", id=id, slug=slug), 303)


@bp.post("/profile/skills/<slug>/requests")
def ask(slug: SkillSlug) -> ResponseReturnValue:
    typed = request.form.get("email", "")
    if giver := people.find_by_email(typed):
        endorsements.ask(giver, slug, by=viewer())
        flash(_("They are asked to confirm it."), "good")
    else:
        flash(_("Nobody signs in with the address {email}.").format(email=typed[:100]), "danger")
    return redirect(url_for("abilities.show", id=me().id, slug=slug), 303)


@bp.post("/people/<id>/skills/<slug>/refusal")
def decline(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    endorsements.decline(id, slug, by=me().id)
    return redirect(url_for("abilities.index"), 303)
