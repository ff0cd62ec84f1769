"""Home: what is new for me, and what I could do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph import home, questions
from webapp.session import viewer

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    return render_template(
        "home/show.html",
        to_do=home.to_do(viewer()),
        mine=questions.listed("mine", viewer=viewer()),
        newest=home.newest(viewer()),
    )
