"""Changing the address that I sign in with. A link goes to the new one; the old one works until it is opened."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.people import accounts, address_changes
from webapp.limits import sign_ins
from webapp.limits.sign_ins import failed, limiter
from webapp.people import letters, passwords
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("address_changes", __name__, url_prefix="/address-changes")


@bp.get("")
def new() -> ResponseReturnValue:
    return _form("", {})


@bp.post("")
@limiter.limit(sign_ins.PASSWORDS, key_func=sign_ins.person, deduct_when=failed)
@limiter.limit(sign_ins.FORGOTTEN, key_func=sign_ins.person)
@limiter.limit(sign_ins.FORGOTTEN, key_func=sign_ins.account)
def want() -> ResponseReturnValue:
    typed = request.form.get("email", "")
    try:
        _refuse_unless_mine()
        company_events.address_change_wanted(address_changes.want(typed, by=me().id))
    except Invalid as invalid:
        return _form(typed, invalid.problems), 422
    return redirect(url_for("address_changes.new"), 303)


@bp.post("/withdrawal")
def withdraw() -> ResponseReturnValue:
    address_changes.withdraw(by=me().id)
    flash(_("You keep your present address."), "good")
    return redirect(url_for("address_changes.new"), 303)


@bp.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    address = address_changes.get(token, by=me().id)
    return render_template("address_changes/show.html", token=token, address=address)


@bp.post("/<token>")
def confirm(token: str) -> ResponseReturnValue:
    address_changes.confirm(token, by=me().id)
    flash(_("From now on you sign in with this address."), "good")
    return redirect(url_for("address_changes.new"), 303)


def _refuse_unless_mine() -> None:
    """Raise `Invalid` if the site sends no mail, or unless the current password was typed."""
    if not letters.are_sent():
        raise Invalid(email=_("This site doesn't send email. Ask an admin to change your address."))
    known = accounts.get(me().id)
    if not passwords.matches(request.form.get("present_password", ""), known.password_hash):
        raise Invalid(present_password=_("This isn't your current password."))


def _form(typed: str, problems: Mapping[str, str]) -> str:
    return render_template(
        "address_changes/new.html",
        account=address_changes.account(by=me().id),
        is_mailed=letters.are_sent(),
        typed=typed,
        problems=problems,
    )
