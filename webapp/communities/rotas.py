"""The rota of a community: its coaches say who looks in which week, and who is called in when none of them does."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import rotas
from graph.errors import Invalid
from graph.ids import PersonId
from graph.people import people
from webapp.shell.session import viewer

bp = Blueprint("rotas", __name__, url_prefix="/communities/<slug>/rota")


@bp.get("")
def show(slug: str) -> ResponseReturnValue:
    return _page(slug)


@bp.post("")
def arrange(slug: str) -> ResponseReturnValue:
    """Take the order from fields that are called like the coaches; those without a number take no turns."""
    places = {PersonId(id): place for id, place in request.form.items() if place.isdecimal() and len(place) < 4}
    rotas.arrange(slug, sorted(places, key=lambda id: (int(places[id]), id)), by=viewer())
    return redirect(url_for("rotas.show", slug=slug), 303)


@bp.post("/deputies")
def name_deputy(slug: str) -> ResponseReturnValue:
    try:
        person = people.find_by_email(request.form.get("email", ""))
        rotas.name_deputy(slug, person or PersonId(""), by=viewer())
    except Invalid as invalid:
        return _page(slug, invalid.problems["deputy"]), 422
    return redirect(url_for("rotas.show", slug=slug), 303)


@bp.post("/deputies/removal")
def dismiss_deputy(slug: str) -> ResponseReturnValue:
    rotas.dismiss_deputy(slug, PersonId(request.form.get("deputy", "")), by=viewer())
    return redirect(url_for("rotas.show", slug=slug), 303)


def _page(slug: str, problem: str = "") -> str:
    return render_template(
        "rotas/show.html", rota=rotas.show(slug, viewer=viewer()), problem=problem, typed=request.form.get("email", "")
    )
