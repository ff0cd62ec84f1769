"""Employment: a person's place in the company, and whether they have left. Admins maintain it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import PersonId
from graph.people import employment, people
from graph.people.people import PersonPage
from webapp.shell import session
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("employment", __name__, url_prefix="/people/<id>")


@bp.get("/employment")
def edit(id: PersonId) -> ResponseReturnValue:
    session.refuse_unless_admin(employment.ADMINS_ONLY)
    person = people.show(id, viewer=viewer())
    return _form(person, {"unit": person.unit or "", "manager": ""}, {}), 200


@bp.post("/employment")
def place(id: PersonId) -> ResponseReturnValue:
    try:
        employment.place(id, unit=request.form.get("unit", ""), manager=_manager(id), by=me().id)
    except Invalid as invalid:
        return _form(people.show(id, viewer=viewer()), request.form.to_dict(), invalid.problems), 422
    company_events.person_changed(id)
    company_events.account_changed(id)
    return _back(id)


@bp.post("/departure")
def depart(id: PersonId) -> ResponseReturnValue:
    """Record that they have left or, with `left=0`, that they are back."""
    act = employment.come_back if request.form.get("left") == "0" else employment.leave
    act(id, by=me().id)
    company_events.person_changed(id)
    company_events.account_changed(id)
    return _back(id)


def _manager(id: PersonId) -> PersonId | None:
    """Return the typed manager. An empty field keeps the current one, and a dash removes them. Raises `Invalid`."""
    typed = request.form.get("manager", "").strip()
    if typed in ("", "-"):
        person = people.show(id, viewer=viewer())
        return person.manager.id if person.manager and not typed else None
    manager = people.find_by_email(typed)
    if manager is None:
        raise Invalid(manager=_("Nobody here has this address."))
    return manager


def _form(person: PersonPage, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    return render_template("employment/edit.html", person=person, typed=typed, problems=problems)


def _back(id: PersonId) -> ResponseReturnValue:
    page = "accounts.show" if request.form.get("back") == "account" else "people.show"
    return redirect(url_for(page, id=id), 303)
