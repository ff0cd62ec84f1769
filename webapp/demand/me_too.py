"""Me too: saying that you have the same question."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from graph.demand import me_too
from graph.feed import follows
from graph.ids import QuestionId
from webapp.shell import pages
from webapp.shell.session import viewer

bp = Blueprint("me_too", __name__)


@bp.post("/questions/<id>/me-too")
def change(id: QuestionId) -> ResponseReturnValue:
    """Say that I have the same question, or take it back. It also follows the question, so that I hear of answers."""
    if request.form.get("me_too") == "0":
        me_too.take_back(id, by=viewer())
        follows.unfollow(id, by=viewer())
    else:
        me_too.add(id, by=viewer())
        follows.follow("post", id, by=viewer())
    question = url_for("questions.show", id=id)
    return pages.swap("me_too/_button.html", otherwise=question, me_too=me_too.of(id, viewer=viewer()))
