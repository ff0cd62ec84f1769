"""Reporting a person to the admins. They decide in the review queue: webapp/reviewing/review.py."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import PersonId
from graph.people import people
from graph.reporting import person_reports
from graph.reporting.person_reports import OWN, PersonReportDraft
from webapp.shell.session import is_me, viewer
from webapp.shell.translations import translated as _

NOTHING: Mapping[str, str] = {}

bp = Blueprint("person_reports", __name__)


@bp.get("/people/<id>/report")
def new(id: PersonId) -> ResponseReturnValue:
    return _page(id)


@bp.post("/people/<id>/report")
def report(id: PersonId) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("reason", "words")}
    try:
        person_reports.report(id, PersonReportDraft(**typed), by=viewer())
    except Invalid as invalid:
        return _page(id, typed, invalid.problems), 422
    flash(
        _("Thank you. An admin will look at it, and you hear what they decide. Nobody sees that you reported it."),
        "good",
    )
    return redirect(url_for("people.show", id=id), 303)


def _page(id: PersonId, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    if is_me(id):
        raise OWN
    person = people.show(id, viewer=viewer())
    return render_template("person_reports/new.html", person=person, typed=typed, problems=problems)
