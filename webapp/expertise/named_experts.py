"""Named experts: a coach names someone for a skill, and they agree, decline or step down."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.expertise import named_experts
from graph.ids import PersonId, SkillSlug
from graph.people import people
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from webapp.skills import skills
from workers import company_events

bp = Blueprint("named_experts", __name__, url_prefix="/skills/<slug>/experts")


@bp.post("")
def name(slug: SkillSlug) -> ResponseReturnValue:
    """Ask a colleague, by name or email address, to be an expert."""
    typed = request.form.get("colleague", "")
    try:
        company_events.expert_named(named_experts.name(people.called(typed).id, slug, by=viewer()))
    except (Conflict, Invalid) as refusal:
        return skills.page_of(slug, colleague=typed, problem=_(str(refusal))), 422
    flash(_("They are asked whether they want to be shown."), "good")
    return redirect(url_for("skills.show", slug=slug), 303)


@bp.post("/answer")
def answer(slug: SkillSlug) -> ResponseReturnValue:
    """Agree to be shown or, with `agree=0`, decline or step down."""
    act = named_experts.decline if request.form.get("agree") == "0" else named_experts.agree
    act(slug, by=me().id)
    return redirect(url_for("skills.show", slug=slug), 303)


@bp.post("/<person>/removal")
def remove(slug: SkillSlug, person: PersonId) -> ResponseReturnValue:
    named_experts.remove(person, slug, by=viewer())
    return redirect(url_for("skills.show", slug=slug), 303)
