"""The vocabulary of skills: adding a skill and describing it, for people who maintain the skills."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import SkillSlug
from graph.skills import vocabulary
from graph.skills.vocabulary import Description, SkillDraft
from webapp.shell import forms
from webapp.shell.session import viewer
from workers import company_events

bp = Blueprint("vocabulary", __name__)

NEIGHBOURS = ("aliases", "broader", "related")


@bp.get("/new-skill")
def new() -> ResponseReturnValue:
    if not vocabulary.may_add(viewer=viewer()):
        raise Forbidden("Only admins and coaches can add skills here. Name the skill in a post to create it.")
    return _form(request.args.to_dict(), {})


@bp.post("/new-skill")
def add() -> ResponseReturnValue:
    try:
        slug = vocabulary.add(_draft(), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems), 422
    except Conflict as conflict:
        return _form(request.form, {"name": str(conflict)}), 409
    company_events.skill_changed(slug)
    return redirect(url_for("skills.show", slug=slug), 303)


@bp.get("/skills/<slug>/description")
def edit(slug: SkillSlug) -> ResponseReturnValue:
    return _form(_typed(vocabulary.description(slug, viewer=viewer())), {}, slug=slug)


@bp.post("/skills/<slug>/description")
def describe(slug: SkillSlug) -> ResponseReturnValue:
    try:
        vocabulary.describe(slug, _draft(), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems, slug=slug), 422
    company_events.skill_changed(slug)
    return redirect(url_for("skills.show", slug=slug), 303)


def _draft() -> SkillDraft:
    return SkillDraft(
        name=request.form.get("name", ""),
        summary=request.form.get("summary", ""),
        aliases=forms.names("aliases"),
        broader=forms.names("broader"),
        related=forms.names("related"),
    )


def _typed(described: Description) -> dict[str, str]:
    lists = {side: ", ".join(getattr(described, side)) for side in NEIGHBOURS}
    return {"name": described.name, "summary": described.summary, **lists}


def _form(typed: Mapping[str, str], problems: Mapping[str, str], *, slug: SkillSlug | None = None) -> str:
    return render_template("skills/form.html", slug=slug, typed=typed, problems=problems)
