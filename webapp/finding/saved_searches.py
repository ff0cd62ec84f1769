"""Saved searches: keeping one, the list of them, and what is new there."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.finding import saved_searches
from graph.finding.saved_searches import SearchDraft
from graph.ids import SavedSearchId
from queries import other_names, search_box
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("saved_searches", __name__, url_prefix="/saved-searches")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("saved_searches/index.html", found=saved_searches.listed(viewer=viewer()))


@bp.post("")
def save() -> ResponseReturnValue:
    saved_searches.save(draft(request.form.get("text", "")), by=me().id)
    flash(_("Search saved. New results will show on your home page and in your daily digest."), "good")
    return redirect(url_for("saved_searches.index"), 303)


@bp.post("/<id>/seen")
def see(id: SavedSearchId) -> ResponseReturnValue:
    """Show what the search finds now, and mark its news as seen."""
    return redirect(url_for("search.show", q=saved_searches.see(id, by=me().id)), 303)


@bp.post("/<id>/alert")
def alert(id: SavedSearchId) -> ResponseReturnValue:
    saved_searches.alert(id, is_wanted=request.form.get("alert") == "1", by=me().id)
    return redirect(url_for("saved_searches.index"), 303)


@bp.post("/<id>/removal")
def remove(id: SavedSearchId) -> ResponseReturnValue:
    saved_searches.remove(id, by=me().id)
    return redirect(url_for("saved_searches.index"), 303)


def draft(text: str) -> SearchDraft:
    """Return a box's text as a search, as it is understood now. Raises `Invalid`."""
    asked = search_box.understood(text, viewer=viewer())
    return SearchDraft(
        text=text,
        words=asked.words,
        synonyms=other_names.of(asked.words, viewer=viewer()),
        marks=asked.filters.written(),
    )
