"""The shelf of a community: the feeds from which its coaches take links. Each item is decided in *Review*."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import ShelfSourceId
from graph.library import shelf_sources
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("shelves", __name__)


@bp.get("/communities/<slug>/shelf")
def show(slug: str) -> ResponseReturnValue:
    return _page(slug)


@bp.post("/communities/<slug>/shelf")
def add(slug: str) -> ResponseReturnValue:
    typed = request.form.get("url", "")
    try:
        shelf_sources.add(slug, typed, by=viewer())
    except Invalid as invalid:
        return _page(slug, typed, invalid.problems["url"]), 422
    except Conflict as conflict:
        return _page(slug, typed, str(conflict)), 409
    flash(_("The feed is added. What it announces is in Review within ten minutes."), "good")
    return redirect(url_for("shelves.show", slug=slug), 303)


@bp.post("/shelf-sources/<id>/removal")
def remove(id: ShelfSourceId) -> ResponseReturnValue:
    slug = shelf_sources.remove(id, by=viewer())
    flash(_("The feed is removed. What came from it stays in Review until it is decided."), "good")
    return redirect(url_for("shelves.show", slug=slug), 303)


def _page(slug: str, typed: str = "", problem: str = "") -> str:
    shelf = shelf_sources.of(slug, viewer=viewer())
    return render_template("shelves/show.html", shelf=shelf, typed=typed, problem=problem)
