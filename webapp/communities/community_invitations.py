"""Invitations to a community: sending them, taking them back, and what the invited reply."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import community_invitations
from graph.errors import Invalid
from graph.ids import PersonId
from webapp.communities import communities
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("community_invitations", __name__, url_prefix="/communities/<slug>")


@bp.post("/invitations")
def invite(slug: str) -> ResponseReturnValue:
    try:
        community_invitations.invite(slug, forms.names("colleagues"), by=viewer())
    except Invalid as invalid:
        return communities.page_of(slug, words=request.form.get("colleagues", ""), problems=invalid.problems), 422
    company_events.membership_changed(slug)
    flash(_("Invited. Nobody is told if someone declines."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)


@bp.post("/invitations/<person>/removal")
def take_back(slug: str, person: PersonId) -> ResponseReturnValue:
    """Take an invitation back. Whoever sent it can invite them again, so nothing asks whether they are sure."""
    community_invitations.take_back(slug, person, by=viewer())
    return redirect(url_for("communities.show", slug=slug), 303)


@bp.post("/invitation")
def reply(slug: str) -> ResponseReturnValue:
    if request.form.get("join") == "1":
        community_invitations.accept(slug, by=viewer())
        return redirect(url_for("communities.show", slug=slug), 303)
    community_invitations.decline(slug, by=viewer())
    flash(_("Declined. Nobody is told."), "good")
    return redirect(url_for("communities.index"), 303)
