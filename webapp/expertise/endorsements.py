"""Endorsements: confirming a colleague's skill, asking a colleague to confirm mine, and declining."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.expertise import endorsements
from graph.ids import PersonId, SkillSlug
from graph.people import people
from webapp.expertise import abilities
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("endorsements", __name__)


@bp.post("/people/<id>/skills/<slug>/endorsement")
def endorse(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    if request.form.get("endorse") == "0":
        endorsements.withdraw(id, slug, by=me().id)
    else:
        level = forms.number("level") if request.form.get("level", "") else None
        endorsements.endorse(id, slug, level, was_taught="taught" in request.form, by=viewer())
    company_events.skill_rated(id)
    return redirect(url_for("abilities.show", id=id, slug=slug), 303)


@bp.post("/profile/skills/<slug>/requests")
def ask(slug: SkillSlug) -> ResponseReturnValue:
    colleague = request.form.get("colleague", "")
    try:
        giver = people.called(colleague).id
        endorsements.ask(giver, slug, by=viewer())
    except Invalid as invalid:
        return abilities.page_of(me().id, slug, colleague=colleague, problems=invalid.problems), 422
    company_events.confirmation_asked(giver)
    flash(_("Your colleague has been asked to confirm this skill."), "good")
    return redirect(url_for("abilities.show", id=me().id, slug=slug), 303)


@bp.post("/people/<id>/skills/<slug>/refusal")
def decline(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    endorsements.decline(id, slug, by=me().id)
    return redirect(url_for("abilities.index"), 303)
