"""Sections of a community: choosing them, and the page of each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities, sections
from graph.errors import Invalid
from graph.ids import SkillSlug
from webapp.shell import forms, pages
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("sections", __name__, url_prefix="/communities/<slug>")


@bp.get("/sections")
def edit(slug: str) -> ResponseReturnValue:
    return _form(slug)


@bp.post("/sections")
def choose(slug: str) -> ResponseReturnValue:
    try:
        sections.choose(slug, forms.names("sections"), by=viewer())
    except Invalid as invalid:
        return _form(slug, **invalid.problems), 422
    company_events.act_recorded()
    flash(_("Saved. The sections are above the posts."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)


@bp.get("/sections/<section>")
def show(slug: str, section: SkillSlug) -> ResponseReturnValue:
    return _page(slug, section)


@bp.get("/everything-else")
def rest(slug: str) -> ResponseReturnValue:
    """Show the posts that are in no section."""
    return _page(slug, None)


def _page(slug: str, section: SkillSlug | None) -> str:
    community = communities.show(slug, viewer=viewer())
    return render_template(
        "sections/show.html",
        page=sections.posts(slug, section, viewer=viewer(), before=pages.before()),
        community=community,
        contents=sections.of(slug, viewer=viewer()),
        here=section,
    )


def _form(slug: str, **problems: str) -> str:
    choice = sections.options(slug, viewer=viewer())
    typed = request.form.get("sections", ", ".join(choice.chosen))
    return render_template("sections/edit.html", choice=choice, typed=typed, problems=problems)
