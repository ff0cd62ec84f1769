"""Forgotten passwords: asking for a link by mail, and choosing a new password with it.

Nothing here tells whether an address has an account.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.people import invitations, password_resets
from webapp.limits import sign_ins
from webapp.limits.sign_ins import limiter
from webapp.people import letters, passwords
from webapp.shell import session
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("forgotten_passwords", __name__)


@bp.get("/forgotten-password")
def new() -> ResponseReturnValue:
    return _form({}, {}, is_asked="asked" in request.args)


@bp.post("/forgotten-password")
@limiter.limit(sign_ins.FORGOTTEN_FROM_ONE_PLACE)
@limiter.limit(sign_ins.FORGOTTEN, key_func=sign_ins.account)
def ask() -> ResponseReturnValue:
    typed = request.form.get("email", "")
    if not invitations.is_address(typed):
        problem = _("Enter an email address, such as ada@example.com.")
        return _form(request.form, {"email": problem}), 422
    if letters.are_sent():
        company_events.password_forgotten(password_resets.want(typed))
    return redirect(url_for("forgotten_passwords.new", asked=1), 303)


@bp.get("/new-password/<token>")
def show(token: str) -> ResponseReturnValue:
    return _choice(token, {})


@bp.post("/new-password/<token>")
@limiter.limit(sign_ins.SIGN_INS_FROM_ONE_PLACE)
def choose(token: str) -> ResponseReturnValue:
    if problem := passwords.problem(request.form.get("password", "")):
        return _choice(token, {"password": problem}), 422
    person = password_resets.use(token, passwords.hashed(request.form["password"]))
    session.sign_in(person)
    return redirect(url_for("home.show"), 303)


def _form(typed: Mapping[str, str], problems: Mapping[str, str], *, is_asked: bool = False) -> str:
    return render_template(
        "forgotten_passwords/new.html", is_mailed=letters.are_sent(), is_asked=is_asked, typed=typed, problems=problems
    )


def _choice(token: str, problems: Mapping[str, str]) -> str:
    account = password_resets.get(token)
    return render_template("forgotten_passwords/show.html", token=token, account=account, problems=problems)
