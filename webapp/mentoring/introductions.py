"""Introductions: asking a colleague for one, and making or declining those that I am asked for."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import IntroductionId, PersonId
from graph.introductions import go_betweens, introductions
from graph.people import people
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("introductions", __name__, url_prefix="/introductions")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template(
        "introductions/index.html",
        waiting=introductions.waiting(viewer=viewer()),
        asked=introductions.asked(viewer=viewer()),
        made=introductions.made(viewer=viewer()),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(request.args, {})


@bp.post("")
def ask() -> ResponseReturnValue:
    person, through = PersonId(request.form.get("person", "")), PersonId(request.form.get("through", ""))
    try:
        id = introductions.ask(person, through, request.form.get("why", ""), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems), 422
    mentoring_events.introduction_changed(id)
    flash(_("Your colleague is asked. If they introduce you, you are both told."), "good")
    return redirect(url_for("people.show", id=person), 303)


@bp.post("/<id>/acceptance")
def make(id: IntroductionId) -> ResponseReturnValue:
    introductions.make(id, by=viewer())
    mentoring_events.introduction_changed(id)
    flash(_("You have introduced them. Both are told."), "good")
    return redirect(url_for("introductions.index"), 303)


@bp.post("/<id>/refusal")
def decline(id: IntroductionId) -> ResponseReturnValue:
    introductions.decline(id, by=viewer())
    flash(_("You have declined. Nobody is told."), "good")
    return redirect(url_for("introductions.index"), 303)


def _form(typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    person = people.show(PersonId(typed.get("person", "")), viewer=viewer())
    return render_template(
        "introductions/new.html",
        person=person,
        found=go_betweens.of(person.id, viewer=viewer()),
        typed=typed,
        problems=problems,
    )
