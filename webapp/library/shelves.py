"""The shelf of a community: the feeds from which its coaches take links. Each item is decided in *Review*."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import ShelfSourceId
from graph.library import shelf_sources
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("shelves", __name__)

NOTHING: Mapping[str, str] = {}


@bp.get("/communities/<slug>/shelf")
def show(slug: str) -> ResponseReturnValue:
    return page(slug)


@bp.post("/communities/<slug>/shelf")
def add(slug: str) -> ResponseReturnValue:
    typed = request.form.get("url", "")
    try:
        shelf_sources.add(slug, typed, by=viewer())
    except Invalid as invalid:
        return page(slug, typed, invalid.problems), 422
    except Conflict as conflict:
        return page(slug, typed, {"url": str(conflict)}), 409
    flash(_("The feed is added. What it announces is in Review within ten minutes."), "good")
    return redirect(url_for("shelves.show", slug=slug), 303)


@bp.post("/shelf-sources/<id>/removal")
def remove(id: ShelfSourceId) -> ResponseReturnValue:
    slug = shelf_sources.remove(id, by=viewer())
    flash(_("The feed is removed. What came from it stays in Review until it is decided."), "good")
    return redirect(url_for("shelves.show", slug=slug), 303)


def page(slug: str, typed: str = "", problems: Mapping[str, str] = NOTHING) -> str:
    """Return the page of a shelf, with the address that was typed and what is wrong beside each field."""
    shelf = shelf_sources.of(slug, viewer=viewer())
    return render_template("shelves/show.html", shelf=shelf, typed=typed, problems=problems)
