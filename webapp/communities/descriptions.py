"""How a community presents itself: the page on which its coaches change it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import descriptions
from graph.communities.descriptions import HUES, PICTURES, DescriptionDraft
from graph.errors import Conflict, Invalid
from webapp.markdown import rendering
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("descriptions", __name__, url_prefix="/communities/<slug>/description")


@bp.get("")
def edit(slug: str) -> ResponseReturnValue:
    return _page(slug)


@bp.post("")
def describe(slug: str) -> ResponseReturnValue:
    try:
        descriptions.describe(slug, _draft(), version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return _page(slug, request.form, invalid.problems), 422
    except Conflict as conflict:
        return _page(slug, request.form, {"name": str(conflict)}), 409
    company_events.community_changed(slug)
    flash(_("The community is described anew. Its address stays the same."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)


def _page(slug: str, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    found = descriptions.get(slug, viewer=viewer())
    return render_template(
        "descriptions/edit.html",
        slug=slug,
        found=found,
        # After a conflict, the next attempt replaces what the other coach wrote, which the page shows.
        typed={**vars(found), **typed, "version": found.version},
        problems=problems,
        hues=range(HUES),
        pictures=PICTURES,
    )


def _draft() -> DescriptionDraft:
    return DescriptionDraft(
        name=request.form.get("name", ""),
        purpose=request.form.get("purpose", ""),
        hue=forms.number("hue"),
        picture=request.form.get("picture", ""),
        charter=rendering.prose(request.form.get("charter", "")),
        welcome=rendering.prose(request.form.get("welcome", "")),
    )
