"""A circle: opening one, its page for those in it and for those who could join, its agenda, its end and feedback."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.circles import agendas, circles, meetings, members, openings, reviews
from graph.circles.circles import CircleDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import CircleId
from graph.mentoring import offers
from graph.mentorships.feedback import Feedback
from graph.mentorships.mentorships import Agenda
from webapp.people import wall_clocks
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("circles", __name__, url_prefix="/circles")


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Show the form, for a skill and a form if they are given."""
    typed = {"skill": request.args.get("skill", ""), "form": request.args.get("form", "")}
    return _form(typed | {"asked_by": offers.mine(viewer=viewer()).asked_by}, {})


@bp.post("")
def open_one() -> ResponseReturnValue:
    try:
        id = circles.open_for(", ".join(forms.names("skill")), _draft(), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems), 422
    flash(_("Your circle is open. People who may know of the skill can join it."), "good")
    return redirect(url_for("circles.show", id=id), 303)


@bp.get("/<id>")
def show(id: CircleId) -> ResponseReturnValue:
    """Show a circle to those in it, and to others what it is about and how many places are free."""
    try:
        return page(id)
    except NotFound:
        opening = openings.get(id, viewer=viewer())
        return render_template("circles/opening.html", circle=opening, here=wall_clocks.here())


@bp.post("/<id>/agenda")
def write_agenda(id: CircleId) -> ResponseReturnValue:
    try:
        agenda = Agenda(agenda=request.form.get("agenda", ""), link=request.form.get("link", "").strip())
        agendas.write(id, agenda, version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    except Conflict as conflict:
        return page(id, typed=request.form, problems={"agenda": str(conflict)}), 409
    return _back(id, _("The agenda is saved."))


@bp.post("/<id>/end")
def end(id: CircleId) -> ResponseReturnValue:
    circles.end(id, by=viewer())
    mentoring_events.circle_changed(id)
    return _back(id, _("The circle has ended."))


@bp.post("/<id>/feedback")
def give_feedback(id: CircleId) -> ResponseReturnValue:
    try:
        said = Feedback(helped=request.form.get("helped", ""), words=request.form.get("words", ""))
        reviews.give(id, said, by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    mentoring_events.circle_reviewed(id)
    return _back(id, _("Thank you. The others don't see what you said."))


def page(id: CircleId, *, typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None) -> str:
    """Return the page of a circle for those in it, with what was typed and what is wrong with it."""
    return render_template(
        "circles/show.html",
        circle=circles.get(id, viewer=viewer()),
        members=members.of(id, viewer=viewer()),
        meetings=meetings.of(id, viewer=viewer()),
        said=reviews.mine(id, viewer=viewer()),
        here=wall_clocks.here(),
        me=me().id,
        typed=typed or {},
        problems=problems or {},
    )


def moment(field: str) -> datetime | None:
    """Return the time that was typed in the reader's time zone, in which it stays. `None` if it is none."""
    try:
        return datetime.fromisoformat(request.form.get(field, "")).replace(tzinfo=wall_clocks.here().zone)
    except ValueError:
        return None


def _form(typed: Mapping[str, object], problems: Mapping[str, str]) -> str:
    return render_template("circles/new.html", typed=typed, problems=problems, here=wall_clocks.here())


def _draft() -> CircleDraft:
    return CircleDraft(
        form=request.form.get("form", ""),
        title=request.form.get("title", ""),
        purpose=request.form.get("purpose", ""),
        places=forms.number("places"),
        first=moment("first"),
        minutes=forms.number("minutes"),
        weeks=forms.number("weeks"),
        every=forms.number("every"),
        link=request.form.get("link", "").strip(),
        asked_by=request.form.get("asked_by", ""),
    )


def _back(id: CircleId, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("circles.show", id=id), 303)
