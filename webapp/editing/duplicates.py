"""Duplicates: finding the question that was asked first, marking a duplicate, and taking that back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import duplicates
from graph.finding import result_items
from graph.ids import PostId, QuestionId
from graph.posts import questions
from search import query
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("duplicates", __name__, url_prefix="/questions")

FOUND = 10
# More results are read, because some can't stand in for the question, such as those that not every reader may open.
LOOKED_AT = 40


@bp.get("/<id>/duplicates/new")
def new(id: QuestionId) -> ResponseReturnValue:
    question = questions.show(id, viewer=viewer())
    words = request.args.get("q", question.post.title)
    hits = query.find(words, audiences=viewer().audiences, kinds=("question",), limit=LOOKED_AT).hits
    able = duplicates.able([QuestionId(PostId(hit.key)) for hit in hits], id, viewer=viewer())
    found = result_items.show(able[:FOUND], viewer=viewer())
    return render_template("duplicates/new.html", question=question, words=words, found=found)


@bp.post("/<id>/duplicates")
def propose(id: QuestionId) -> ResponseReturnValue:
    original = QuestionId(PostId(request.form.get("original", "")))
    is_closed = duplicates.propose(id, original, by=viewer())
    if is_closed:
        events.question_closed(id)
    said = (
        _("This question is now closed because it was asked before.")
        if is_closed
        else _("Suggested. The owner or a coach will decide.")
    )
    flash(said, "good")
    return redirect(url_for("questions.show", id=id), 303)


@bp.post("/<id>/duplicates/rejection")
def reject(id: QuestionId) -> ResponseReturnValue:
    duplicates.reject(id, by=viewer())
    events.duplicate_rejected(id)
    return redirect(url_for("questions.show", id=id), 303)


@bp.post("/<id>/reopening")
def reopen(id: QuestionId) -> ResponseReturnValue:
    duplicates.reopen(id, by=viewer())
    events.question_reopened(id)
    return redirect(url_for("questions.show", id=id), 303)
