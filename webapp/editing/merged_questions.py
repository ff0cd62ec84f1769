"""Merging a question into another: finding the one that is kept, seeing what moves, and moving it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import merged_questions
from graph.finding import result_items
from graph.ids import PostId, QuestionId
from graph.posts import questions
from search import query
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import coach_events

bp = Blueprint("merged_questions", __name__, url_prefix="/questions/<id>/merge")

FOUND = 10
# More results are read, because some can't be chosen.
LOOKED_AT = 40


@bp.get("")
def new(id: QuestionId) -> ResponseReturnValue:
    merged_questions.refuse_others(id, by=viewer())
    question, into = questions.show(id, viewer=viewer()), request.args.get("into")
    moves = merged_questions.preview(id, _id(into), viewer=viewer()) if into else None
    words = request.args.get("q", question.post.title)
    hits = query.find(words, audiences=viewer().audiences, kinds=("question",), limit=LOOKED_AT).hits
    able = merged_questions.able([_id(hit.key) for hit in hits], id, viewer=viewer())
    found = result_items.show(able[:FOUND], viewer=viewer())
    return render_template("merged_questions/new.html", question=question, words=words, found=found, moves=moves)


@bp.post("")
def merge(id: QuestionId) -> ResponseReturnValue:
    kept = _id(request.form.get("into", ""))
    merged_questions.merge(id, kept, by=viewer())
    coach_events.questions_merged(id, kept)
    flash(_("Merged. The address of the other question leads here now."), "good")
    return redirect(url_for("questions.show", id=kept), 303)


def _id(word: str) -> QuestionId:
    return QuestionId(PostId(word))
