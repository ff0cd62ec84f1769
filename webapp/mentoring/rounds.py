"""Mentoring rounds: the list, starting one, and its page, on which members of the community join."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import clock
from graph.communities import communities
from graph.errors import Forbidden, Invalid, refuse_together
from graph.ids import MentoringRoundId
from graph.rounds import members, rounds
from graph.rounds.members import PartDraft
from graph.rounds.rounds import NO_DAY, RoundDraft, Terms, Window
from webapp.mentoring import round_desks
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

NOTHING_TYPED: Mapping[str, str] = {}

bp = Blueprint("rounds", __name__, url_prefix="/mentoring/rounds")


@bp.get("")
def index() -> ResponseReturnValue:
    """List the rounds of all communities of the reader, or of one. Its coaches can start another there."""
    slug = request.args.get("community", "")
    community = communities.show(slug, viewer=viewer()) if slug else None
    return render_template(
        "rounds/index.html", community=community, found=rounds.listed(community=slug, viewer=viewer())
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(request.args.get("community", ""), NOTHING_TYPED, NOTHING_TYPED)


@bp.post("")
def begin() -> ResponseReturnValue:
    slug = request.form.get("community", "")
    try:
        id = rounds.begin(_draft(), slug, by=viewer())
    except Invalid as invalid:
        return _form(slug, request.form, invalid.problems), 422
    flash(_("The round is there. Members of the community see it on its page and among their mentoring."), "good")
    return redirect(url_for("rounds.show", id=id), 303)


@bp.get("/<id>")
def show(id: MentoringRoundId) -> ResponseReturnValue:
    return page_of(id)


@bp.post("/<id>/membership")
def join(id: MentoringRoundId) -> ResponseReturnValue:
    """Join a round, change how to take part in it, or leave it."""
    if request.form.get("member") == "0":
        members.leave(id, by=viewer())
        flash(_("You have left the round."), "good")
        return redirect(url_for("rounds.show", id=id), 303)
    try:
        members.join(id, _part(), by=viewer())
    except Invalid as invalid:
        return page_of(id, typed=True, problems=invalid.problems), 422
    flash(_("You take part. Change your mind as long as the pairs aren't published."), "good")
    return redirect(url_for("rounds.show", id=id), 303)


def page_of(id: MentoringRoundId, *, typed: bool = False, problems: Mapping[str, str] = NOTHING_TYPED) -> str:
    """Return a round's page as a member of its community sees it, or its coach, who sees the preview too."""
    found = rounds.get(id, viewer=viewer())
    return render_template(
        "rounds/show.html",
        round=found,
        part=members.own(id, viewer=viewer()),
        pairs=members.pairs_of(id, viewer=viewer()),
        desk=round_desks.of(found, viewer=viewer()) if found.is_mine else None,
        typed=request.form if typed else None,
        problems=problems,
    )


def terms() -> Terms:
    """Return how a round pairs people, as a form says. Raises `Invalid`."""
    return Terms(
        way=request.form.get("way", ""),
        hours_apart=forms.number("hours_apart"),
        other_unit=request.form.get("other_unit") == "on",
        weeks=forms.number("weeks"),
    )


def window() -> Window:
    """Return the days on which people can join, as a form says. Raises `Invalid`."""
    return Window(opens_on=_day("opens_on"), closes_on=_day("closes_on"))


def _form(slug: str, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    community = communities.show(slug, viewer=viewer())
    if community.membership != "coach":
        raise Forbidden(_("Only a coach of this community can start a mentoring round in it."))
    return render_template(
        "rounds/new.html", community=community, typed=typed, problems=problems, today=clock.now().date()
    )


def _draft() -> RoundDraft:
    name = request.form.get("name", "")
    # Everything that is wrong is said at once.
    refuse_together(partial(rounds.refuse_unnamed, name), window, terms)
    return RoundDraft(name=name, window=window(), terms=terms())


def _part() -> PartDraft:
    return PartDraft(
        learns=request.form.get("learns") == "on",
        teaches=request.form.get("teaches") == "on",
        goals=tuple(dict.fromkeys(request.form.getlist("goals"))),
        places=forms.number("places"),
    )


def _day(field: str) -> date:
    try:
        return date.fromisoformat(request.form.get(field, ""))
    except ValueError:
        return NO_DAY
