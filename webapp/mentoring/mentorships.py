"""A mentorship: its dates, agenda, private notes, end, and what came of it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import MentorshipId
from graph.mentorships import feedback, impact, mentorships, notes, plans, reports, session_feedback, sessions
from graph.mentorships.feedback import Feedback
from graph.mentorships.mentorships import Agenda
from webapp.mentoring import times
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("mentorships", __name__, url_prefix="/mentorships")

PROPOSED = 5


@bp.get("/<id>")
def show(id: MentorshipId) -> ResponseReturnValue:
    return page(id)


@bp.post("/<id>/agenda")
def write_agenda(id: MentorshipId) -> ResponseReturnValue:
    try:
        agenda = Agenda(agenda=request.form.get("agenda", ""), link=request.form.get("link", "").strip())
        mentorships.write_agenda(id, agenda, version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    except Conflict as conflict:
        return page(id, typed=request.form, problems={"agenda": str(conflict)}), 409
    return _back(id, _("The agenda is saved."))


@bp.post("/<id>/notes")
def keep_note(id: MentorshipId) -> ResponseReturnValue:
    try:
        notes.keep(id, request.form.get("note", ""), by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    return _back(id, _("Your notes are saved. Only you see them."))


@bp.post("/<id>/prolongation")
def prolong(id: MentorshipId) -> ResponseReturnValue:
    try:
        mentorships.prolong(id, forms.number("weeks"), by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    return _back(id, _("The mentorship is prolonged."))


@bp.post("/<id>/end")
def end(id: MentorshipId) -> ResponseReturnValue:
    mentorships.end(id, by=viewer())
    mentoring_events.mentorship_changed(id)
    return _back(id, _("The mentorship has ended."))


@bp.post("/<id>/feedback")
def give_feedback(id: MentorshipId) -> ResponseReturnValue:
    try:
        feedback.give(id, _said(), by=viewer())
    except Invalid as invalid:
        return page(id, typed=request.form, problems=invalid.problems), 422
    mentoring_events.mentorship_reviewed(id)
    return _back(id, _("Thank you. The other person doesn't see whether it helped."))


def page(id: MentorshipId, *, typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None) -> str:
    """Return the page of a mentorship, with what was typed and what is wrong with it."""
    mentorship = mentorships.get(id, viewer=viewer())
    return render_template(
        "mentorships/show.html",
        mentorship=mentorship,
        sessions=sessions.of(id, viewer=viewer()),
        said_of=session_feedback.mine(id, viewer=viewer()),
        plan=plans.of(id, viewer=viewer()),
        way=plans.ways(viewer=viewer())[id],
        reports=reports.mine(id, viewer=viewer()),
        coaches=reports.coaches(id, viewer=viewer()),
        free=times.free_with(mentorship.other.id, most=PROPOSED) if mentorship.state == "running" else (),
        note=notes.mine(id, viewer=viewer()),
        said=feedback.mine(id, viewer=viewer()),
        outcome=impact.of(id, viewer=viewer()),
        here=times.here(),
        me=me().id,
        typed=typed or {},
        problems=problems or {},
    )


def _said() -> Feedback:
    level = forms.number("level") if request.form.get("level") else None
    return Feedback(helped=request.form.get("helped", ""), words=request.form.get("words", ""), level=level)


def _back(id: MentorshipId, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("mentorships.show", id=id), 303)
