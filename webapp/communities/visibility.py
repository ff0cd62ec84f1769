"""Who can see a community: the page on which its coaches change that, after reading what would follow."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import visibility
from graph.errors import Conflict, Invalid
from webapp.communities import communities
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("visibility", __name__, url_prefix="/communities/<slug>/visibility")


@bp.get("")
def edit(slug: str) -> ResponseReturnValue:
    """Show the choice or, once something is chosen, what would follow from it."""
    return _page(slug, chosen=request.args.get("visibility", ""))


@bp.post("")
def change(slug: str) -> ResponseReturnValue:
    form = request.form
    try:
        to, since = communities.visibility(form.get("visibility", "")), communities.visibility(form.get("since", ""))
        changed = visibility.change(slug, to, since=since, by=viewer())
    except Invalid as invalid:
        return _page(slug, problem=invalid.problems["visibility"]), 422
    except Conflict as conflict:
        return _page(slug, chosen=form["visibility"], problem=str(conflict)), 409
    company_events.visibility_changed(changed)
    flash(_("Changed. Search and evidence follow within minutes."), "good")
    return redirect(url_for("communities.show", slug=changed), 303)


def _page(slug: str, *, chosen: str = "", problem: str = "") -> str:
    return render_template(
        "visibility/edit.html", reach=visibility.get(slug, viewer=viewer()), chosen=chosen, problem=problem
    )
