"""Campaigns of a community: the list of them, planning one, its page, changing it, and ending it early."""

import re
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.curation import campaign_plans, campaigns
from graph.curation.campaign_plans import CampaignDraft
from graph.curation.campaigns import Campaign
from graph.errors import Conflict, Invalid, refuse_together
from graph.ids import CampaignId, CommunityId, PostId
from webapp.curation import chosen_days
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

NOTHING: Mapping[str, str] = {}

# The id of a post, in its address or alone.
POST = re.compile(r"(?:\S*/(?:questions|tips|links|videos|posts)/)?(\w+)(?:[?#]\S*)?")

bp = Blueprint("campaigns", __name__)


@bp.get("/communities/<slug>/campaigns")
def index(slug: str) -> ResponseReturnValue:
    community = communities.show(slug, viewer=viewer())
    found = campaigns.listed(slug, viewer=viewer())
    return render_template("campaigns/index.html", community=community, found=found)


@bp.get("/communities/<slug>/campaigns/new")
def new(slug: str) -> ResponseReturnValue:
    return _new(slug)


@bp.post("/communities/<slug>/campaigns")
def begin(slug: str) -> ResponseReturnValue:
    campaigns.refuse_others(slug, viewer=viewer())
    try:
        id = campaign_plans.begin(slug, _draft(), by=viewer())
    except Invalid as invalid:
        return _new(slug, request.form, invalid.problems), 422
    return _done(id, _("Saved. Members see it on its days, here and at home."))


@bp.get("/campaigns/<id>")
def show(id: CampaignId) -> ResponseReturnValue:
    return render_template("campaigns/show.html", campaign=campaigns.get(id, viewer=viewer()))


@bp.get("/campaigns/<id>/edit")
def edit(id: CampaignId) -> ResponseReturnValue:
    return _edit(campaigns.own(id, viewer=viewer()))


@bp.post("/campaigns/<id>")
def change(id: CampaignId) -> ResponseReturnValue:
    found = campaigns.own(id, viewer=viewer())
    try:
        campaign_plans.change(id, _draft(found), version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return _edit(found, request.form, invalid.problems), 422
    except Conflict as conflict:
        return _edit(campaigns.own(id, viewer=viewer()), request.form, {"title": str(conflict)}), 409
    return _done(id, _("Saved. Members see it on its days, here and at home."))


@bp.post("/campaigns/<id>/end")
def end(id: CampaignId) -> ResponseReturnValue:
    """End a campaign. It runs again with another last day, so nothing asks whether the coach is sure."""
    campaign_plans.end(id, by=viewer())
    return _done(id, _("Ended. It is among the earlier campaigns."))


def _draft(before: Campaign | None = None) -> CampaignDraft:
    old_title, old_text = (before.title, before.text) if before else ("", "")
    parts = (
        lambda: typed_texts.line("title", before=old_title, waits=False),
        lambda: typed_texts.read("text", before=old_text, waits=False),
        lambda: chosen_days.day("first"),
        chosen_days.until,
    )
    refuse_together(*parts)
    return CampaignDraft(
        title=typed_texts.line("title", before=old_title, waits=False),
        text=rendering.prose(typed_texts.read("text", before=old_text, waits=False)),
        first=chosen_days.day("first"),
        until=chosen_days.until(),
        posts=_posts("posts"),
        question=next(iter(_posts("question")), None),
    )


def _posts(field: str) -> tuple[PostId, ...]:
    """Return the posts of the addresses in a field. What is none is looked for and not found."""
    typed = request.form.get(field, "").split()
    return tuple(PostId(found[1] if (found := POST.fullmatch(one)) else one) for one in typed)


def _done(id: CampaignId, told: str) -> ResponseReturnValue:
    typed_texts.keep(id)
    company_events.act_recorded()
    flash(told, "good")
    return redirect(url_for("campaigns.show", id=id), 303)


def _new(slug: str, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    community = campaigns.refuse_others(slug, viewer=viewer())
    return _form(community.id, typed, problems, action=url_for("campaigns.begin", slug=slug))


def _edit(found: Campaign, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    present = {
        "title": found.title,
        "text": found.text,
        "first": found.first.isoformat(),
        "until": found.until.isoformat(),
        "posts": "\n".join(url_for("by_id.show", id=one.id) for one in found.posts),
        "question": url_for("by_id.show", id=found.question.id) if found.question else "",
    }
    # After a conflict, the next attempt replaces what the other coach wrote, which the page shows.
    filled = {**present, **typed, "version": str(found.version)}
    action = url_for("campaigns.change", id=found.id)
    return _form(found.community.id, filled, problems, action=action, found=found)


def _form(
    community: CommunityId,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    action: str,
    found: Campaign | None = None,
) -> str:
    return render_template(
        "campaigns/form.html", community=community, typed=typed, problems=problems, action=action, found=found
    )
