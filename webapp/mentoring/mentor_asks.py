"""Being asked to mentor someone: agreeing with times to meet, declining, passing it on. And no longer asking."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import MentorAskId, MentorRequestId
from graph.mentoring import replies, requests
from graph.mentoring.replies import Agreement
from graph.mentorships import sessions
from webapp.mentoring import times
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("mentor_asks", __name__, url_prefix="/mentoring")


@bp.get("/asks/<id>")
def show(id: MentorAskId) -> ResponseReturnValue:
    return _page(id, {}, {})


@bp.post("/asks/<id>/acceptance")
def accept(id: MentorAskId) -> ResponseReturnValue:
    try:
        chosen = times.chosen(request.form.getlist("times"), request.form.get("own_time", ""))
        agreement = Agreement(form=request.form.get("form", ""), weeks=forms.number("weeks"))
    except Invalid as invalid:
        return _page(id, request.form, invalid.problems), 422
    mentorship = replies.accept(id, agreement, by=viewer())
    if chosen:
        sessions.propose(mentorship, chosen, by=viewer())
    mentoring_events.mentorship_changed(mentorship)
    return redirect(url_for("mentorships.show", id=mentorship), 303)


@bp.post("/asks/<id>/refusal")
def decline(id: MentorAskId) -> ResponseReturnValue:
    request_id = replies.decline(id, request.form.get("reason", ""), by=viewer())
    mentoring_events.mentor_replied(request_id)
    flash(_("You have declined. They aren't told why."), "good")
    return redirect(url_for("desk.show"), 303)


@bp.post("/asks/<id>/referral")
def pass_on(id: MentorAskId) -> ResponseReturnValue:
    try:
        request_id = replies.pass_on(id, request.form.get("colleague", ""), by=viewer())
    except Invalid as invalid:
        return _page(id, request.form, invalid.problems), 422
    mentoring_events.mentor_replied(request_id)
    flash(_("You have passed it on. Your colleague is asked next if they can mentor."), "good")
    return redirect(url_for("desk.show"), 303)


@bp.post("/requests/<id>/withdrawal")
def withdraw(id: MentorRequestId) -> ResponseReturnValue:
    requests.withdraw(id, by=viewer())
    mentoring_events.mentor_requested(id)
    flash(_("Nobody is asked any more."), "good")
    return redirect(url_for("desk.show"), 303)


def _page(id: MentorAskId, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    wanted = replies.get(id, viewer=viewer())
    return render_template(
        "mentor_asks/show.html",
        wanted=wanted,
        free=times.free_with(wanted.learner.id, most=sessions.MOST_PROPOSED),
        here=times.here(),
        typed=typed,
        problems=problems,
    )
