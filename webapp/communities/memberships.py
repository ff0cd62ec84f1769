"""Membership of a community: joining, leaving, and what its coaches decide."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import memberships
from graph.errors import Invalid
from graph.ids import PersonId
from graph.people import people
from webapp.communities import communities
from webapp.shell import pages
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("memberships", __name__, url_prefix="/communities/<slug>")


@bp.post("/membership")
def change(slug: str) -> ResponseReturnValue:
    if request.form.get("member") == "0":
        memberships.leave(slug, by=me().id)
        return redirect(url_for("communities.index"), 303)
    words = request.form.get("words", "")
    try:
        memberships.join(slug, words, by=me().id)
    except Invalid as invalid:
        return communities.page_of(slug, words=words, problems=invalid.problems), 422
    company_events.membership_changed(slug)
    return _back(slug)


@bp.get("/members")
def index(slug: str) -> ResponseReturnValue:
    number = pages.number()
    page = memberships.listed(slug, page=number, viewer=viewer())
    has_more = len(page.members) == memberships.ON_A_PAGE
    return render_template("communities/members.html", page=page, number=number, has_more=has_more)


@bp.post("/members")
def bring_in(slug: str) -> ResponseReturnValue:
    """Add the person with this email address. It is the only way into a hidden community, and only for coaches."""
    email = request.form.get("email", "")
    person = people.find_by_email(email)
    if person is None:
        problem = _("Nobody here has this address. Check it, or invite them to the site first.")
        return communities.page_of(slug, typed=email, problem=problem), 422
    memberships.admit(slug, person, by=me().id)
    company_events.membership_changed(slug)
    return _back(slug)


@bp.post("/requests/<person>")
def decide(slug: str, person: PersonId) -> ResponseReturnValue:
    act = memberships.admit if request.form.get("admit") == "1" else memberships.decline
    act(slug, person, by=me().id)
    company_events.membership_changed(slug)
    return _back(slug)


@bp.post("/coaches/<person>")
def make_coach(slug: str, person: PersonId) -> ResponseReturnValue:
    memberships.make_coach(slug, person, by=me().id)
    company_events.account_changed(person)
    return _back(slug)


@bp.post("/members/<person>/removal")
def remove(slug: str, person: PersonId) -> ResponseReturnValue:
    """Remove a member. The coach can add them again at once, so nothing asks whether they are sure."""
    memberships.remove(slug, person, by=me().id)
    company_events.account_changed(person)
    flash(_("They are no longer a member. What they wrote stays."), "good")
    return redirect(url_for("memberships.index", slug=slug), 303)


@bp.post("/coaching/end")
def step_back(slug: str) -> ResponseReturnValue:
    memberships.step_back(slug, by=me().id)
    flash(_("You are a member now, and no longer a coach."), "good")
    return _back(slug)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("communities.show", slug=slug), 303)
