"""Goals: setting one, looking for a mentor, changing it, and saying that it was reached or dropped."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import GoalId, PersonId, SkillSlug
from graph.mentoring import goals, offers, tip_nudges
from graph.mentoring.goals import Goal, GoalDraft
from graph.skills import naming
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("goals", __name__, url_prefix="/goals")

NO_PROBLEMS: Mapping[str, str] = {}


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Show the form, for a skill if one is given; the form of the open goal if there is one for it."""
    already = goals.find_open(request.args.get("skill", ""), viewer=viewer())
    if already:
        return redirect(url_for("goals.edit", id=already, mentor=request.args.get("mentor")), 303)
    return _form(_begun(), NO_PROBLEMS)


@bp.post("")
def aim() -> ResponseReturnValue:
    """Set a goal. Without a level, keep the open one for the skill, or set one a level above what they have."""
    try:
        id = (
            goals.aim(_skill(), _draft(), by=viewer()) if "level" in request.form else goals.seek(_skill(), by=viewer())
        )
    except Invalid as invalid:
        return _form(request.form, invalid.problems), 422
    return _done(id, _("Your goal is set."))


@bp.get("/<id>")
def edit(id: GoalId) -> ResponseReturnValue:
    goal = goals.get(id, viewer=viewer())
    typed = {"level": goal.level, "why": goal.why, "until": goal.until or "", "shared_with": goal.shared_with}
    return _form(typed | {"mentor": request.args.get("mentor", "")}, NO_PROBLEMS, goal)


@bp.post("/<id>")
def change(id: GoalId) -> ResponseReturnValue:
    goal = goals.get(id, viewer=viewer())
    try:
        goals.change(id, _draft(), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems, goal), 422
    return _done(id, _("Your goal is changed."))


@bp.post("/<id>/state")
def set_state(id: GoalId) -> ResponseReturnValue:
    """Say that a goal was reached or dropped, or open it again."""
    match request.form.get("state", ""):
        case "reached" | "dropped" as state:
            goals.end(id, state, by=viewer())
        case "open":
            goals.reopen(id, by=viewer())
        case _:
            raise Invalid(state=_("Choose what became of the goal."))
    flash(_("Your goal is changed."), "good")
    return redirect(url_for("desk.show", _anchor=f"goal-{id}"), 303)


@bp.post("/<id>/tip-dismissal")
def dismiss_tip(id: GoalId) -> ResponseReturnValue:
    """Don't ask for a tip about this goal again."""
    tip_nudges.dismiss(id, by=viewer())
    return redirect(url_for("desk.show"), 303)


def _form(typed: Mapping[str, object], problems: Mapping[str, str], goal: Goal | None = None) -> str:
    first = PersonId(str(typed.get("mentor", "")))
    return render_template(
        "goals/form.html",
        goal=goal,
        typed=typed,
        problems=problems,
        teaching=offers.find(first, viewer=viewer()),
    )


def _begun() -> dict[str, object]:
    """Return the form as links to it fill it in: with a skill, the next level in it, and a mentor to ask first."""
    skill, mentor = request.args.get("skill", ""), request.args.get("mentor", "")
    meant = naming.skill(skill, viewer=viewer())
    level = goals.next_level(SkillSlug(meant), viewer=viewer()) if meant else None
    return {"skill": skill, "level": level or "", "shared_with": "mentors", "mentor": mentor}


def _done(id: GoalId, said: str) -> ResponseReturnValue:
    """Redirect to the mentors for the goal if they are looked for, and otherwise back to all goals."""
    if request.form.get("then") == "mentors":
        return redirect(url_for("mentors.show", id=id, mentor=request.form.get("mentor") or None), 303)
    flash(said, "good")
    return redirect(url_for("desk.show", _anchor=f"goal-{id}"), 303)


def _draft() -> GoalDraft:
    return GoalDraft(
        level=forms.number("level"),
        why=request.form.get("why", ""),
        until=_date(request.form.get("until", "")),
        shared_with=request.form.get("shared_with", "mentors"),
    )


def _skill() -> str:
    """Return the name of the skill. The field's choices end in no comma, but people who know other fields type one."""
    return ", ".join(forms.names("skill"))


def _date(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise Invalid(until="Enter a date, such as 2027-01-15, or leave this empty.") from error
