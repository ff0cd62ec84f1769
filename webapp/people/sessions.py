"""Signing in and out, and the browsers in which you are signed in."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.moderation import account_entries
from graph.people import accounts
from webapp.limits import sign_ins
from webapp.limits.sign_ins import failed, limiter
from webapp.people import browsers, passwords
from webapp.shell import session
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import logs

bp = Blueprint("sessions", __name__)

log = logs.named(__name__)

WRONG = "Wrong email address or password."


@bp.get("/sign-in")
def new() -> ResponseReturnValue:
    return render_template("sessions/new.html", typed={}, problems={}, there=request.args.get("next", ""))


@bp.post("/sign-in")
@limiter.limit(sign_ins.SIGN_INS_FROM_ONE_PLACE, deduct_when=failed)
@limiter.limit(sign_ins.SIGN_INS, key_func=sign_ins.account_here, deduct_when=failed)
@limiter.limit(sign_ins.SIGN_INS_OF_ONE, key_func=sign_ins.account, deduct_when=failed)
def create() -> ResponseReturnValue:
    account = accounts.find(request.form.get("email", ""))
    there = request.form.get("next", "")
    if (
        not passwords.matches(request.form.get("password", ""), account.password_hash if account else None)
        or not account
    ):
        log.warning("A sign-in failed.", address=request.remote_addr, account=account.id if account else "unknown")
        return render_template("sessions/new.html", typed=request.form, problems={"email": WRONG}, there=there), 422
    session.sign_in(account.id)
    return redirect(there if _is_ours(there) else url_for("home.show"), 303)


@bp.post("/sign-out")
def destroy() -> ResponseReturnValue:
    session.sign_out()
    return redirect(url_for("sessions.new"), 303)


@bp.get("/sessions")
def index() -> ResponseReturnValue:
    return _page({})


@bp.post("/sessions/others/end")
def end_others() -> ResponseReturnValue:
    accounts.close_other_sessions(keep=me().session, by=me().id)
    flash(_("You are signed out everywhere else."), "good")
    return redirect(url_for("sessions.index"), 303)


@bp.post("/sessions/<key>/end")
def end(key: str) -> ResponseReturnValue:
    accounts.close_session(key, by=me().id)
    return redirect(url_for("sessions.index"), 303)


@bp.post("/password")
@limiter.limit(sign_ins.PASSWORDS, key_func=sign_ins.person, deduct_when=failed)
def change_password() -> ResponseReturnValue:
    problems = _password_problems()
    if problems:
        return _page(problems), 422
    accounts.set_password(me().id, passwords.hashed(request.form["password"]), keep=me().session)
    return redirect(url_for("sessions.index"), 303)


def _page(problems: Mapping[str, str]) -> str:
    done, sessions = account_entries.listed(viewer=viewer()), accounts.sessions(me().id)
    return render_template(
        "sessions/index.html", sessions=sessions, browser_name=browsers.name, done=done, problems=problems
    )


def _password_problems() -> dict[str, str]:
    known = accounts.get(me().id)
    if not passwords.matches(request.form.get("present_password", ""), known.password_hash):
        return {"present_password": "This isn't your current password."}
    problem = passwords.problem(request.form.get("password", ""))
    return {"password": problem} if problem else {}


def _is_ours(there: str) -> bool:
    """Tell whether an address is a page of this site. Signing in must not redirect people to other sites."""
    parts = urlsplit(there)
    return there.startswith("/") and not there.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
