"""Invitations: an admin makes a link, and one person can join with it, once."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.people import invitations
from graph.people.invitations import Registration
from webapp.limits import sign_ins
from webapp.limits.sign_ins import failed, limiter
from webapp.people import passwords
from webapp.shell import addresses, session
from webapp.shell.session import me
from workers import events

bp = Blueprint("invitations", __name__, url_prefix="/invitations")

ADMINS_ONLY = "Only admins can invite people."


@bp.get("")
def new() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return render_template("invitations/new.html", link=None)


@bp.post("")
def create() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    token = invitations.invite(email=request.form.get("email", ""), is_admin="admin" in request.form, by=me().id)
    return render_template("invitations/new.html", link=addresses.of_site(url_for("invitations.show", token=token)))


@bp.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    invitation = invitations.get(token)
    return render_template("invitations/show.html", token=token, typed={"email": invitation.email}, problems={})


@bp.post("/<token>")
@limiter.limit(sign_ins.SIGN_INS_FROM_ONE_PLACE)
@limiter.limit(sign_ins.JOININGS, key_func=sign_ins.invitation, deduct_when=failed)
def accept(token: str) -> ResponseReturnValue:
    try:
        person = invitations.accept(token, _newcomer())
    except Invalid as invalid:
        page = render_template("invitations/show.html", token=token, typed=request.form, problems=invalid.problems)
        return page, 422
    session.sign_in(person)
    events.person_changed(person)
    return redirect(url_for("home.show"), 303)


def _newcomer() -> Registration:
    password = request.form.get("password", "")
    if problem := passwords.problem(password):
        raise Invalid(password=problem)
    return Registration(
        name=request.form.get("name", ""),
        email=request.form.get("email", ""),
        password_hash=passwords.hashed(password),
    )
