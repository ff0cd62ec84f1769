"""The first steps of someone who has just joined. Each can be skipped, and each is a page that works on its own."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.people import people, profiles
from graph.people.profiles import Profile
from graph.welcome import community_choices, first_reads, greetings, newcomers, skill_choices
from graph.welcome.newcomers import Step
from webapp.people import languages, profile
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("welcome", __name__, url_prefix="/welcome")

# Each step is named as its page is. After the last one come things to read.
AFTER: Mapping[Step, str] = {"about": "skills", "skills": "communities", "communities": "ready"}


@bp.get("")
def about() -> ResponseReturnValue:
    return _about(profiles.get(me().id), {})


@bp.post("")
def describe() -> ResponseReturnValue:
    if not _is_skipped():
        try:
            profiles.describe(me().id, _described())
        except Invalid as invalid:
            return _about(request.form, invalid.problems), 422
        company_events.person_changed(me().id)
    return _go_on("about")


@bp.get("/skills")
def skills() -> ResponseReturnValue:
    return _skills({})


@bp.post("/skills")
def add_skills() -> ResponseReturnValue:
    if not _is_skipped():
        try:
            added = skill_choices.choose(knows=_named("knows"), wants=_named("wants"), by=viewer())
        except Invalid as invalid:
            return _skills({f"other_{field}": problem for field, problem in invalid.problems.items()}), 422
        for skill in added:
            company_events.skill_changed(skill.slug)
        company_events.standing_changed(me().id)
    return _go_on("skills")


@bp.get("/communities")
def communities() -> ResponseReturnValue:
    return render_template("welcome/communities.html", found=community_choices.of(viewer=viewer()))


@bp.post("/communities")
def join() -> ResponseReturnValue:
    if not _is_skipped():
        for slug in community_choices.join(request.form.getlist("community"), by=me().id):
            company_events.membership_changed(slug)
    greetings.choose(by=viewer())
    return _go_on("communities")


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    return render_template("welcome/ready.html", reads=first_reads.of(viewer()), greeting=greetings.find(viewer()))


@bp.post("/dismissal")
def dismiss() -> ResponseReturnValue:
    newcomers.dismiss(by=me().id)
    flash(_("You can change all of this at any time in your profile, in My skills and in Communities."), "good")
    return redirect(url_for("home.show"), 303)


def _is_skipped() -> bool:
    return "skip" in request.form


def _go_on(after: Step) -> ResponseReturnValue:
    newcomers.go_on(after, by=me().id)
    return redirect(url_for(f"welcome.{AFTER[after]}"), 303)


def _about(typed: object, problems: Mapping[str, str]) -> str:
    return render_template(
        "welcome/about.html",
        person=people.show(me().id, viewer=viewer()),
        typed=typed,
        problems=problems,
        **profile.lists(typed),
    )


def _described() -> Profile:
    before = profiles.get(me().id)
    return replace(
        before,
        time_zone=request.form.get("time_zone", "").strip(),
        languages=languages.chosen(request.form.getlist("languages"), kept=before.languages),
        work_begins=request.form.get("work_begins", ""),
        work_ends=request.form.get("work_ends", ""),
        help_hours=forms.number("help_hours"),
    )


def _skills(problems: Mapping[str, str]) -> str:
    of_unit = skill_choices.of_unit(viewer=viewer())
    return render_template(
        "welcome/skills.html",
        unit=people.show(me().id, viewer=viewer()).unit,
        of_unit=of_unit,
        of_site=skill_choices.of_site(besides=of_unit, viewer=viewer()),
        said=skill_choices.said(viewer=viewer()),
        typed=request.form,
        problems=problems,
    )


def _named(field: str) -> tuple[str, ...]:
    """Return the skills that were ticked for a field, and those that were typed beside them."""
    return (*request.form.getlist(field), *forms.names(f"other_{field}"))
