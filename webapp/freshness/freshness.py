"""Keeping posts fresh: verifying, doubting and retiring them, changing the owner, and how often reviews are due."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.cards import PostKind
from graph.errors import Invalid
from graph.freshness import freshness, reviews
from graph.ids import PostId
from graph.people import people
from graph.posts import roles, sidebar
from webapp.communities import communities
from webapp.shell import addresses, forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events, events

bp = Blueprint("freshness", __name__)


@bp.post("/posts/<id>/verification")
def verify(id: PostId) -> ResponseReturnValue:
    kind = freshness.verify(id, by=viewer())
    events.post_verified(id, by=me().id)
    flash(_("Thank you. This post is fresh until its next review."), "good")
    return _back(kind, id)


@bp.post("/posts/<id>/doubts")
def doubt(id: PostId) -> ResponseReturnValue:
    typed = request.form.get("reason", "")
    try:
        kind = freshness.doubt(id, typed, by=viewer())
    except Invalid as invalid:
        return _again("doubt", id, typed, invalid.problems["reason"])
    events.post_outdated(id)
    flash(_("Marked as outdated. Someone who knows the topic will be asked to check it."), "good")
    return _back(kind, id)


@bp.post("/posts/<id>/doubts/withdrawal")
def take_back(id: PostId) -> ResponseReturnValue:
    kind = freshness.take_back(id, by=viewer())
    events.doubt_taken_back(id, kind)
    return _back(kind, id)


@bp.post("/posts/<id>/retirement")
def retire(id: PostId) -> ResponseReturnValue:
    act = freshness.bring_back if request.form.get("retired") == "0" else freshness.retire
    kind = act(id, by=viewer())
    events.post_retired(id, kind)
    return _back(kind, id)


@bp.post("/posts/<id>/owner")
def hand_over(id: PostId) -> ResponseReturnValue:
    typed = request.form.get("email", "")
    person = people.find_by_email(typed)
    if person is None:
        return _again("owner", id, typed, _("Nobody here has this address."))
    kind = roles.hand_over(id, person, by=viewer())
    events.owner_changed(id)
    return _back(kind, id)


@bp.post("/communities/<slug>/review-interval")
def set_interval(slug: str) -> ResponseReturnValue:
    try:
        reviews.set_interval(slug, forms.number("review_days"), by=me().id)
    except Invalid as invalid:
        return communities.page_of(slug, days=request.form, problems=invalid.problems), 422
    company_events.review_interval_set(slug)
    return redirect(url_for("communities.show", slug=slug), 303)


def _back(kind: PostKind, id: PostId) -> ResponseReturnValue:
    if request.form.get("back") == "checks":
        return redirect(url_for("checks.index"), 303)
    return redirect(addresses.of_post(kind, id), 303)


def _again(form: str, id: PostId, typed: str, problem: str) -> ResponseReturnValue:
    """Show a form on a page of its own, with what someone typed and what is wrong with it."""
    around = sidebar.of(id, viewer=viewer())
    return render_template("freshness/again.html", sidebar=around, form=form, typed=typed, problem=problem), 422
