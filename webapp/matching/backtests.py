"""Matching quality: how well the expert finder would have done on the site's own past, for people who run the site."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph.matching import backtests, ranking_decisions
from webapp.shell import session
from workers.matching import order_in_use

bp = Blueprint("backtests", __name__)


@bp.get("/backtest")
def show() -> ResponseReturnValue:
    session.refuse_unless_admin("Only admins can see matching quality.")
    return render_template(
        "backtests/show.html",
        backtest=backtests.latest(),
        decisions=ranking_decisions.latest(),
        state=order_in_use.state(),
    )
