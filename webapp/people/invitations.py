"""Invitations: an admin makes one for an address, and whoever has the address joins with its link, once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import InvitationId
from graph.people import guest_lists, invitations, open_invitations
from graph.people.guest_lists import Guest
from graph.people.invitations import Invitation, Registration
from webapp.limits import sign_ins
from webapp.limits.sign_ins import failed, limiter
from webapp.people import letters, passwords
from webapp.shell import addresses, pages, session
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("invitations", __name__, url_prefix="/invitations")

ADMINS_ONLY = "Only admins can invite people."


@bp.get("")
def new() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return _page()


@bp.post("")
def create() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    try:
        token = _invited()
    except Invalid as invalid:
        return _page(problems=invalid.problems), 422
    return _page(link=_link(token), is_invited=True)


@bp.post("/<id>/withdrawal")
def take_back(id: InvitationId) -> ResponseReturnValue:
    address = open_invitations.take_back(id, by=me().id)
    company_events.act_recorded()
    flash(_("The invitation of {address} doesn't work any more.").format(address=address or _("an admin")), "good")
    return redirect(url_for("invitations.new"), 303)


@bp.post("/<id>/renewal")
def renew(id: InvitationId) -> ResponseReturnValue:
    token = open_invitations.renew(id, is_mailed=letters.are_sent(), by=me().id)
    if not token:
        company_events.people_invited(me().id)
    return _page(link=_link(token), is_invited=True)


@bp.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    return _welcome(token, invitations.get(token), {})


@bp.post("/<token>")
@limiter.limit(sign_ins.SIGN_INS_FROM_ONE_PLACE)
@limiter.limit(sign_ins.JOININGS, key_func=sign_ins.invitation, deduct_when=failed)
def accept(token: str) -> ResponseReturnValue:
    invitation = invitations.find(token)
    if invitation is None:
        raise Conflict(invitations.GONE)
    try:
        person = invitations.accept(token, _newcomer(invitation))
    except Invalid as invalid:
        return _welcome(token, invitation, invalid.problems), 422
    session.sign_in(person)
    company_events.person_changed(person)
    company_events.act_recorded()
    return redirect(url_for("welcome.about"), 303)


def _invited() -> str:
    """Invite the person whose address was typed, and return the link's secret; empty if it is mailed."""
    guest = Guest(email=request.form.get("email", "").strip().lower(), is_admin="admin" in request.form)
    if guest.problem:
        raise Invalid(email=_(guest.problem))
    invited = guest_lists.invite((guest,), is_mailed=letters.are_sent(), by=me().id)
    company_events.act_recorded()
    if guest.email not in invited:
        raise Invalid(email=_("There is an account with this address, or an open invitation."))
    if letters.are_sent():
        company_events.people_invited(me().id)
    return invited[guest.email]


def _newcomer(invitation: Invitation) -> Registration:
    password = request.form.get("password", "")
    if problem := passwords.problem(password):
        raise Invalid(password=problem)
    return Registration(
        name=request.form.get("name", ""),
        email=invitation.email or request.form.get("email", ""),
        password_hash=passwords.hashed(password),
    )


def _welcome(token: str, invitation: Invitation, problems: dict[str, str]) -> str:
    typed = request.form if request.method == "POST" else {"name": invitation.name}
    return render_template("invitations/show.html", token=token, invitation=invitation, typed=typed, problems=problems)


def _page(*, link: str = "", is_invited: bool = False, problems: dict[str, str] | None = None) -> str:
    return render_template(
        "invitations/new.html",
        found=open_invitations.listed(before=pages.before(), viewer=viewer()),
        most=open_invitations.SHOWN,
        is_mailed=letters.are_sent(),
        link=link,
        is_invited=is_invited,
        typed=request.form if problems else {},
        problems=problems or {},
    )


def _link(token: str) -> str:
    return addresses.of_site(url_for("invitations.show", token=token)) if token else ""
