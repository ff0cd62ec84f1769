"""What people know: my own skills, which I can confirm, lower or hide, and one skill of a person."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.expertise import abilities, encounters, endorsements, ring_decisions, stated_levels
from graph.expertise.stated_levels import ShownTo
from graph.ids import PersonId, SkillSlug
from graph.people import inference_consent, people
from webapp.shell import forms, pages
from webapp.shell.session import me, viewer
from workers import company_events

bp = Blueprint("abilities", __name__)


@bp.get("/profile/skills")
def index() -> ResponseReturnValue:
    return _mine({}, {})


@bp.post("/profile/skills")
def add() -> ResponseReturnValue:
    try:
        added = stated_levels.add(forms.names("skills"), level=_level(), **_interest(), by=viewer())
    except Invalid as invalid:
        return _mine(request.form, invalid.problems), 422
    for skill in added:
        company_events.skill_changed(skill.slug)
    company_events.standing_changed(me().id)
    return redirect(url_for("abilities.index"), 303)


@bp.post("/profile/skills/<slug>/level")
def state(slug: SkillSlug) -> ResponseReturnValue:
    stated_levels.state(slug, _level(), by=viewer())
    return _changed(slug)


@bp.post("/profile/skills/<slug>/visibility")
def show_to(slug: SkillSlug) -> ResponseReturnValue:
    stated_levels.show_to(slug, cast(ShownTo, request.form.get("shown_to", "")), by=me().id)
    return _changed(slug)


@bp.post("/profile/skills/<slug>/interest")
def care(slug: SkillSlug) -> ResponseReturnValue:
    stated_levels.set_interest(slug, **_interest(), by=viewer())
    return _changed(slug)


@bp.post("/profile/inference")
def choose() -> ResponseReturnValue:
    inference_consent.choose(me().id, is_inferred=request.form.get("inferred") == "1")
    company_events.inference_chosen(me().id)
    return redirect(url_for("abilities.index"), 303)


@bp.get("/people/<id>/skills/<slug>")
def show(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    return page_of(id, slug)


@bp.post("/people/<id>/skills/<slug>/level")
def rate(id: PersonId, slug: SkillSlug) -> ResponseReturnValue:
    stated_levels.rate(id, slug, _level(), by=me().id)
    company_events.skill_rated(id)
    return redirect(url_for("abilities.show", id=id, slug=slug), 303)


def page_of(id: PersonId, slug: SkillSlug, *, colleague: str = "", problems: Mapping[str, str] | None = None) -> str:
    """Return the page of one skill of a person. A colleague's name that was refused stays in the field."""
    return render_template(
        "abilities/show.html",
        person=people.show(id, viewer=viewer()),
        skill=abilities.one(id, slug, viewer=viewer()),
        given=endorsements.given(id, slug, viewer=viewer()),
        discounted=ring_decisions.discounted(id, slug, viewer=viewer()),
        met=encounters.between(viewer(), id, slug),
        colleague=colleague,
        problems=problems or {},
    )


def _mine(typed: object, problems: dict[str, str]) -> str:
    return render_template(
        "abilities/index.html",
        found=abilities.of(me().id, viewer=viewer()),
        requests=endorsements.requests(viewer=viewer()),
        choice=inference_consent.choice(viewer=viewer()),
        typed=typed,
        problems=problems,
    )


def _changed(slug: SkillSlug) -> ResponseReturnValue:
    company_events.standing_changed(me().id)
    back = url_for("abilities.index", _anchor=f"skill-{slug}")
    skill = abilities.find(me().id, slug, viewer=viewer())
    return pages.swap("abilities/_skill.html", otherwise=back, skill=skill)


def _level() -> int | None:
    return forms.number("level") if request.form.get("level", "") else None


def _interest() -> dict[str, bool]:
    return {"wants": "wants" in request.form, "teaches": "teaches" in request.form}
