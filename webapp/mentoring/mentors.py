"""Mentors for a goal: who could help and why, asking up to three of them, whom not to suggest, and that nobody can."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import GoalId, PersonId
from graph.mentoring import goals, requests
from graph.office_hours import open_hours
from graph.pairing import avoided, mentor_needs, mentors
from graph.pairing.mentors import Proposal
from graph.people import people
from webapp.people import wall_clocks
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("mentors", __name__, url_prefix="/goals/<id>")

NO_PROBLEMS: Mapping[str, str] = {}


@bp.get("/mentors")
def show(id: GoalId) -> ResponseReturnValue:
    """Show who could help. With `mentor`, that person is the first choice if they can be asked."""
    return _page(id, [request.args.get("mentor", "")], None, NO_PROBLEMS)


@bp.post("/request")
def ask(id: GoalId) -> ResponseReturnValue:
    """Ask up to three people, the first of them at once."""
    chosen, why = request.form.getlist("mentors"), request.form.get("why", "")
    try:
        sent = requests.send(id, _able(id, chosen), why, also=forms.names("also"), by=viewer())
    except Invalid as invalid:
        return _page(id, chosen, why, invalid.problems), 422
    mentoring_events.mentor_requested(sent)
    flash(_("Your first choice is asked. If they can't, the next one is asked automatically."), "good")
    return redirect(url_for("desk.show", _anchor="requests"), 303)


@bp.post("/avoided")
def avoid(id: GoalId) -> ResponseReturnValue:
    """Don't suggest someone for a month, or never, or suggest them again. They aren't told."""
    goals.get(id, viewer=viewer())
    person = PersonId(request.form.get("person", ""))
    match request.form.get("until", ""):
        case "never":
            avoided.never(person, by=viewer())
        case "now":
            avoided.allow(person, id, by=viewer())
        case _:
            avoided.not_now(person, id, by=viewer())
    return redirect(url_for("mentors.show", id=id), 303)


@bp.post("/need")
def need(id: GoalId) -> ResponseReturnValue:
    """Count that nobody can help. Only the number of people is seen, and from three on."""
    mentor_needs.count(id, by=viewer())
    flash(_("You are counted. Coaches and managers see how many people need a mentor, and never who."), "good")
    return redirect(url_for("mentors.show", id=id), 303)


def _able(id: GoalId, chosen: list[str]) -> list[PersonId]:
    """Return the people who were chosen. Raises `Invalid` if one of them doesn't fit, unlike those on the page."""
    wanted, able = [PersonId(one) for one in chosen if one], set(mentors.able(id, viewer=viewer()))
    if not able.issuperset(wanted):
        raise Invalid(mentors=_("Someone you chose can't mentor you for this goal now. Choose someone else."))
    return wanted


def _page(id: GoalId, chosen: list[str], why: str | None, problems: Mapping[str, str]) -> str:
    goal = goals.get(id, viewer=viewer())
    wanted = [PersonId(one) for one in chosen if one and one != me().id]
    found = mentors.suggest(id, viewer=viewer(), besides=wanted)
    return render_template(
        "mentors/show.html",
        goal=goal,
        found=found,
        open_hours=open_hours.of([one.id for one in found], viewer=viewer()),
        here=wall_clocks.here(),
        choices=_choices(found, wanted),
        unable=[one for one in people.named(wanted) if one.id not in {mentor.id for mentor in found}],
        why=goal.why if why is None else why,
        also=request.form.get("also", ""),
        problems=problems,
        weights=mentors.weights(),
        avoided=avoided.of(id, viewer=viewer()),
        is_counted=not found and mentor_needs.is_counted(id, viewer=viewer()),
        asking=next((one for one in requests.mine(viewer=viewer()) if one.goal == id and one.state == "open"), None),
    )


def _choices(found: tuple[Proposal, ...], wanted: list[PersonId]) -> list[str]:
    """Return the first, second and third choice: those that were made, or else whoever fits best."""
    able = [one for one in wanted if one in {mentor.id for mentor in found}]
    made = able or [one.id for one in found[:1]]
    return [*made, "", "", ""][: requests.MOST_NAMED]
