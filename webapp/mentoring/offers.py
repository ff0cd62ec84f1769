"""My terms as a mentor."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.people import profiles
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("offers", __name__, url_prefix="/mentoring/offer")


@bp.get("")
def edit() -> ResponseReturnValue:
    mine = offers.mine(viewer=viewer())
    typed = {"places": mine.places, "hours": mine.hours, "asked_by": mine.asked_by}
    ticked = {name: "on" for name, is_on in (("is_paused", mine.is_paused), ("is_reverse", mine.is_reverse)) if is_on}
    return _form(typed | ticked, mine.forms, {})


@bp.post("")
def save() -> ResponseReturnValue:
    try:
        offers.set_terms(_offer(), by=viewer())
    except Invalid as invalid:
        return _form(request.form, tuple(request.form.getlist("forms")), invalid.problems), 422
    flash(_("Your terms are saved."), "good")
    return redirect(url_for("desk.show", _anchor="offer"), 303)


def _form(typed: Mapping[str, object], chosen: tuple[str, ...], problems: Mapping[str, str]) -> str:
    return render_template(
        "offers/edit.html",
        typed=typed,
        chosen=chosen,
        problems=problems,
        teaching=offers.find(me().id, viewer=viewer()),
        profile=profiles.get(me().id),
        most_places=offers.MOST_PLACES,
        most_hours=offers.MOST_HOURS,
    )


def _offer() -> Offer:
    return Offer(
        places=forms.number("places"),
        hours=forms.number("hours"),
        forms=tuple(request.form.getlist("forms")),
        asked_by=request.form.get("asked_by", ""),
        is_paused="is_paused" in request.form,
        is_reverse="is_reverse" in request.form,
    )
