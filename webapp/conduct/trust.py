"""How far you are trusted: what you may do, and what comes next. Admins switch it off for the site here."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.conduct import trust
from graph.conduct.trust_levels import MOST_FROM_ONE, TrustLevel, needed
from webapp.shell.session import viewer
from workers import company_events

bp = Blueprint("trust", __name__, url_prefix="/trust")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(
        "trust/show.html",
        standing=trust.mine(viewer=viewer()),
        needed={level: needed(level, bounds=trust.bounds()) for level in TrustLevel},
        most_from_one=MOST_FROM_ONE,
    )


@bp.post("/use")
def switch() -> ResponseReturnValue:
    trust.switch(on=request.form.get("on") == "1", by=viewer())
    company_events.act_recorded()
    return redirect(url_for("trust.show"), 303)
