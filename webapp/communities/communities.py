"""Communities: the directory, creating one, and its page."""

from collections.abc import Mapping
from typing import cast, get_args

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import clock
from graph.communities import communities, community_invitations, pins, post_templates, sections
from graph.communities.communities import CommunityDraft, Visibility
from graph.curation import campaigns, context_messages
from graph.errors import Conflict, Invalid
from graph.feed import follows
from webapp.shell import pages
from webapp.shell.session import me, viewer
from workers import company_events

NOTHING_TYPED: Mapping[str, str] = {}

bp = Blueprint("communities", __name__, url_prefix="/communities")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template(
        "communities/index.html",
        found=communities.directory(viewer=viewer()),
        writes_for_site=context_messages.writes_for_site(viewer=viewer()),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return render_template("communities/new.html", typed={}, problems={})


@bp.post("")
def found() -> ResponseReturnValue:
    try:
        slug = communities.found(_draft(), by=me().id)
    except Invalid as invalid:
        return render_template("communities/new.html", typed=request.form, problems=invalid.problems), 422
    except Conflict as conflict:
        return render_template("communities/new.html", typed=request.form, problems={"name": str(conflict)}), 409
    company_events.community_changed(slug)
    return redirect(url_for("communities.show", slug=slug), 303)


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    invitation = community_invitations.find(slug, viewer=viewer())
    if invitation and invitation.visibility == "hidden":
        return render_template("communities/invitation.html", invitation=invitation)
    return page_of(slug)


def page_of(
    slug: str,
    *,
    typed: str = "",
    problem: str = "",
    words: str = "",
    days: Mapping[str, str] = NOTHING_TYPED,
    templates: Mapping[str, str] = NOTHING_TYPED,
    problems: Mapping[str, str] = NOTHING_TYPED,
) -> str:
    """Return a community's page, with what someone typed and what was refused: an address, words, days or templates."""
    community = communities.show(slug, viewer=viewer())
    page = communities.posts(community.id, viewer=viewer(), before=pages.before())
    is_coach = community.membership == "coach"
    return render_template(
        "communities/show.html",
        community=community,
        page=page,
        pinned=() if pages.before() < clock.FAR_FUTURE else pins.listed(community.id, viewer=viewer()),
        running=campaigns.running(slug, viewer=viewer()),
        contents=sections.of(slug, viewer=viewer()),
        invitation=community_invitations.find(slug, viewer=viewer()),
        invited=community_invitations.sent(slug, viewer=viewer()),
        is_followed=follows.is_following(community.id, viewer=viewer()),
        typed=typed,
        problem=problem,
        words=words,
        days=days,
        templates=templates or (vars(post_templates.of(slug, viewer=viewer())) if is_coach else {}),
        problems=problems,
    )


def visibility(chosen: str) -> Visibility:
    """Return who is to see a community, as someone chose it. Raises `Invalid` for anything else."""
    if chosen not in get_args(Visibility):
        raise Invalid(visibility="Choose who can see the community.")
    return cast(Visibility, chosen)


def _draft() -> CommunityDraft:
    return CommunityDraft(
        name=request.form.get("name", ""),
        purpose=request.form.get("purpose", ""),
        visibility=visibility(request.form.get("visibility", "")),
    )
