"""Splitting an answer off as a question of its own, after a page that says what goes along."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import split_answers
from graph.editing.split_answers import SplitDraft
from graph.errors import Invalid
from graph.ids import AnswerId
from webapp.markdown import typed_texts
from webapp.shell import forms
from webapp.shell.session import viewer
from workers import coach_events

bp = Blueprint("split_answers", __name__, url_prefix="/answers/<id>/split")


@bp.get("")
def new(id: AnswerId) -> ResponseReturnValue:
    skills = ", ".join(sorted(split_answers.get(id, viewer=viewer()).skills, key=str.casefold))
    return _page(id, {"skills": skills}, {})


@bp.post("")
def split_off(id: AnswerId) -> ResponseReturnValue:
    answer = split_answers.get(id, viewer=viewer())
    try:
        title = typed_texts.line("title", on=answer.question, waits=False)
        split = split_answers.split_off(id, SplitDraft(title=title, skills=forms.names("skills")), by=viewer())
    except Invalid as invalid:
        return _page(id, request.form, invalid.problems), 422
    typed_texts.keep(split.question)
    coach_events.answer_split_off(id, to=split.question, of=split.of)
    return redirect(url_for("questions.show", id=split.question), 303)


def _page(id: AnswerId, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    answer = split_answers.get(id, viewer=viewer())
    return render_template("split_answers/new.html", answer=answer, typed=typed, problems=problems)
