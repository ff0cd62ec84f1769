"""Taxonomies: which branches are skills here, for people who run the site, and whom to credit for them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.ids import ConceptId
from graph.skills import taxonomy, taxonomy_branches
from webapp.shell import session
from workers import company_events

bp = Blueprint("taxonomies", __name__, url_prefix="/taxonomy")

ADMINS_ONLY = "Only admins can choose which taxonomy skills become skills here."


@bp.get("")
def index() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return render_template("taxonomies/index.html", found=taxonomy_branches.top(), sources=taxonomy.sources())


@bp.get("/<id>")
def show(id: ConceptId) -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return render_template("taxonomies/show.html", page=taxonomy_branches.show(id))


@bp.post("/<id>/choice")
def choose(id: ConceptId) -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    if request.form.get("choice") == "0":
        taxonomy_branches.drop(id)
    else:
        taxonomy_branches.choose(id)
    company_events.branch_chosen(id)
    return redirect(url_for("taxonomies.show", id=id), 303)
