"""Accounts, for admins: who can sign in and in which roles, and what to do when somebody can't or must not."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import coaching
from graph.errors import Conflict, Invalid
from graph.ids import PersonId
from graph.people import account_list, accounts, address_changes, password_resets, roles
from graph.people.account_list import AccountFilter
from webapp.people import letters
from webapp.shell import addresses, session
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("accounts", __name__, url_prefix="/accounts")

ADMINS_ONLY = "Only admins can see the accounts of this site."


@bp.get("")
def index() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    chosen = _chosen()
    after, after_id = request.args.get("after", ""), request.args.get("after_id", "")
    found, has_more = account_list.listed(chosen, after=after, after_id=after_id, viewer=viewer())
    return render_template("accounts/index.html", chosen=chosen, found=found, has_more=has_more)


@bp.get("/<id>")
def show(id: PersonId) -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return _page(id)


@bp.post("/<id>/admin")
def make_admin(id: PersonId) -> ResponseReturnValue:
    """Make someone an admin or, with `admin=0`, take the role from them."""
    is_taken = request.form.get("admin") == "0"
    (roles.unmake_admin if is_taken else roles.make_admin)(id, by=me().id)
    company_events.account_changed(id)
    flash(_("They are no longer an admin.") if is_taken else _("They are an admin now."), "good")
    return _back(id)


@bp.post("/<id>/coaching")
def make_coach(id: PersonId) -> ResponseReturnValue:
    """Make someone a coach of a community or, with `coach=0`, take the role from them."""
    is_taken, slug = request.form.get("coach") == "0", request.form.get("community", "")
    (coaching.dismiss if is_taken else coaching.appoint)(slug, id, by=viewer())
    company_events.account_changed(id)
    flash(_("They no longer coach this community.") if is_taken else _("They coach this community now."), "good")
    return _back(id)


@bp.post("/<id>/site-coaching")
def make_site_coach(id: PersonId) -> ResponseReturnValue:
    """Make someone a site-wide coach or, with `coach=0`, take the role from them."""
    is_taken = request.form.get("coach") == "0"
    (roles.unmake_site_coach if is_taken else roles.make_site_coach)(id, by=me().id)
    company_events.account_changed(id)
    flash(_("They are no longer a site-wide coach.") if is_taken else _("They are a site-wide coach now."), "good")
    return _back(id)


@bp.post("/<id>/sign-out")
def sign_out(id: PersonId) -> ResponseReturnValue:
    accounts.sign_out(id, by=me().id)
    company_events.account_changed(id)
    flash(_("They are signed out everywhere."), "good")
    return redirect(url_for("sessions.new"), 303) if id == me().id else _back(id)


@bp.post("/<id>/password-link")
def make_password_link(id: PersonId) -> ResponseReturnValue:
    _refuse_if_mailed()
    token = password_resets.make(id, by=me().id)
    company_events.account_changed(id)
    return _page(id, link=addresses.of_site(url_for("forgotten_passwords.show", token=token)))


@bp.post("/<id>/address")
def change_address(id: PersonId) -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    _refuse_if_mailed()
    try:
        address_changes.set_for(id, request.form.get("email", ""), by=me().id)
    except Invalid as invalid:
        return _page(id, problems=invalid.problems), 422
    company_events.account_changed(id)
    flash(_("They sign in with the new address from now on."), "good")
    return _back(id)


def _chosen() -> AccountFilter:
    role, state = request.args.get("role", ""), request.args.get("state", "")
    return AccountFilter(
        words=request.args.get("q", ""),
        role=role if role in account_list.ROLES else "",
        state=state if state in account_list.STATES else "",
    )


def _refuse_if_mailed() -> None:
    """Raise `Conflict` where people can do it themselves by mail, so that no admin gets into someone's account."""
    session.refuse_unless_admin(ADMINS_ONLY)
    if letters.are_sent():
        raise Conflict(_("This site sends email, so people do this themselves."))


def _page(id: PersonId, *, link: str = "", problems: dict[str, str] | None = None) -> str:
    return render_template(
        "accounts/show.html",
        account=account_list.show(id, viewer=viewer()),
        is_mailed=letters.are_sent(),
        link=link,
        typed=request.form,
        problems=problems or {},
    )


def _back(id: PersonId) -> ResponseReturnValue:
    return redirect(url_for("accounts.show", id=id), 303)
