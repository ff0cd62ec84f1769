"""Taxonomies: which of their branches are skills here, for those who run the site, and who is to be credited."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import branches, taxonomy
from graph.errors import Forbidden
from graph.ids import ConceptId
from webapp.session import me
from workers import events

bp = Blueprint("taxonomies", __name__, url_prefix="/taxonomy")


@bp.get("")
def index() -> ResponseReturnValue:
    _admins_only()
    return render_template("taxonomies/index.html", found=branches.top(), sources=taxonomy.sources())


@bp.get("/<id>")
def show(id: ConceptId) -> ResponseReturnValue:
    _admins_only()
    return render_template("taxonomies/show.html", page=branches.show(id))


@bp.post("/<id>/choice")
def choose(id: ConceptId) -> ResponseReturnValue:
    _admins_only()
    if request.form.get("choice") == "0":
        branches.drop(id)
    else:
        branches.choose(id)
    events.branch_chosen(id)
    return redirect(url_for("taxonomies.show", id=id), 303)


def _admins_only() -> None:
    if not me().is_admin:
        raise Forbidden("Only those who run the site choose which skills of others become skills here.")
