"""How well the expert finder would have done on the site's own past, for those who run the site."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph import backtests
from graph.errors import Forbidden
from webapp.session import me

bp = Blueprint("backtests", __name__)


@bp.get("/backtest")
def show() -> ResponseReturnValue:
    if not me().is_admin:
        raise Forbidden("Only those who run the site see how its suggestions are measured.")
    return render_template("backtests/show.html", backtest=backtests.latest())
