"""Who publishes directly in a community: the page on which its coaches change that."""

from typing import cast, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.approvals import approval_rules
from graph.approvals.approval_rules import ApprovalRule, Scope
from graph.errors import Invalid
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("approval_rules", __name__, url_prefix="/communities/<slug>/approval")


@bp.get("")
def edit(slug: str) -> ResponseReturnValue:
    return _page(slug)


@bp.post("")
def change(slug: str) -> ResponseReturnValue:
    try:
        approval_rules.change(slug, _rule(), by=viewer())
    except Invalid as invalid:
        return _page(slug, **invalid.problems), 422
    company_events.act_recorded()
    flash(_("Saved. It holds for what is posted from now on."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)


def _rule() -> ApprovalRule:
    scope = request.form.get("scope", "")
    if scope not in get_args(Scope):
        raise Invalid(scope=_("Choose who publishes directly."))
    number = forms.number("first_posts") if scope == "first" else approval_rules.FIRST_POSTS
    only_members = "only_members" in request.form
    return ApprovalRule(scope=cast(Scope, scope), first_posts=number, only_members=only_members)


def _page(slug: str, **problems: str) -> str:
    found = approval_rules.get(slug, viewer=viewer())
    typed = request.form or vars(found.rule)
    return render_template("approval_rules/edit.html", found=found, typed=typed, problems=problems)
