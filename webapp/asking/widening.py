"""Rings: questions that are unanswered after everyone was asked, for coaches, and a community's deadlines."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.asking import deadlines, widening
from graph.asking.deadlines import Deadlines
from graph.errors import Invalid
from webapp.communities import communities
from webapp.shell import forms
from webapp.shell.session import me, viewer

bp = Blueprint("widening", __name__)


@bp.get("/unsolved")
def unsolved() -> ResponseReturnValue:
    return render_template("widening/unsolved.html", unsolved=widening.unsolved(viewer=viewer()))


@bp.post("/communities/<slug>/deadlines")
def set_days(slug: str) -> ResponseReturnValue:
    try:
        days = Deadlines(silence_days=forms.number("silence_days"), ring_days=forms.number("ring_days"))
    except Invalid as invalid:
        return communities.page_of(slug, days=request.form, problems=invalid.problems), 422
    deadlines.set_days(slug, days, by=me().id)
    return redirect(url_for("communities.show", slug=slug), 303)
