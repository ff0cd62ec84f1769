"""Withdrawing a text, after a page that says what happens, and undoing it for ten minutes."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.cards import PostKind
from graph.errors import Forbidden, Invalid
from graph.ids import PostId, ReportId, WithdrawalId
from graph.reporting import reports
from graph.withdrawal import restoration, rules, withdrawals
from graph.withdrawal.rules import Outlook
from graph.withdrawal.withdrawals import Withdrawal
from webapp.shell import addresses
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("withdrawals", __name__)

# Where people are after their post has gone.
LISTS: dict[PostKind, str] = {
    "question": "questions.index",
    "tip": "tips.index",
    "link": "links.index",
    "video": "videos.index",
}


@bp.get("/withdrawals")
def index() -> ResponseReturnValue:
    return render_template("withdrawals/index.html", withdrawals=withdrawals.mine(viewer=viewer()))


@bp.get("/texts/<id>/withdrawal")
def new(id: PostId) -> ResponseReturnValue:
    outlook = rules.outlook(id, viewer=viewer())
    if not outlook.may_withdraw:
        raise Forbidden(withdrawals.NOT_YOURS)
    return _page(outlook), 200


@bp.post("/texts/<id>/withdrawal")
def withdraw(id: PostId) -> ResponseReturnValue:
    outlook = rules.outlook(id, viewer=viewer())
    try:
        act = carry_out(outlook, request.form.get("reason", ""))
    except Invalid as invalid:
        return _page(outlook, typed=request.form.get("reason", ""), problem=invalid.problems["reason"]), 422
    return redirect(after(act), 303)


def carry_out(outlook: Outlook, reason: str) -> Withdrawal:
    """Withdraw a text, close its reports, and offer to undo it on the next page. Raises like `withdrawals.withdraw`."""
    done = withdrawals.withdraw(outlook, reason=reason, by=viewer())
    [act] = (one for one in withdrawals.mine(viewer=viewer()) if one.id == done)
    note(act, reports.uphold(act.id))
    return act


def note(act: Withdrawal, upheld: Iterable[ReportId]) -> None:
    """Tell the workers what was withdrawn and which reports were right, and offer to undo it on the next page."""
    events.text_withdrawn(act)
    for report in upheld:
        events.report_decided(report)
    flash(act.id, "withdrawn")


@bp.post("/withdrawals/<id>/undoing")
def undo(id: WithdrawalId) -> ResponseReturnValue:
    act = restoration.undo(id, by=viewer())
    events.text_restored(act)
    flash(_("Restored."), "good")
    return redirect(addresses.of_post(act.post_kind, act.post, _anchor(act)), 303)


def _page(outlook: Outlook, *, typed: str = "", problem: str = "") -> str:
    return render_template("withdrawals/new.html", outlook=outlook, typed=typed, problem=problem)


def after(act: Withdrawal) -> str:
    """Return the address of what is left where a text was: its page, or the list in which it was."""
    if not act.leaves_page:
        return url_for(LISTS[act.post_kind])
    return addresses.of_post(act.post_kind, act.post, _anchor(act) if act.outcome == "line" else None)


def _anchor(act: Withdrawal) -> str | None:
    return f"{act.kind}-{act.of}" if act.kind in ("answer", "comment") else None
