"""My profile: what I say about myself and how I want to be asked."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.media import photos
from graph.people import profiles
from graph.people.profiles import Profile
from webapp.shell import forms
from webapp.shell.session import me
from workers import company_events

bp = Blueprint("profile", __name__, url_prefix="/profile")


@bp.get("")
def edit() -> ResponseReturnValue:
    return page(profiles.get(me().id), {})


@bp.post("")
def save() -> ResponseReturnValue:
    try:
        profiles.describe(me().id, _typed())
    except Invalid as invalid:
        return page(request.form, invalid.problems), 422
    company_events.person_changed(me().id)
    return redirect(url_for("people.show", id=me().id), 303)


def page(typed: object, problems: dict[str, str]) -> str:
    """Return the page on which I edit my profile, with what I typed and what is wrong with it."""
    return render_template("profile/edit.html", typed=typed, problems=problems, photo=photos.get(me().id))


def _typed() -> Profile:
    return Profile(
        name=request.form.get("name", ""),
        pronouns=request.form.get("pronouns", ""),
        headline=request.form.get("headline", ""),
        about=request.form.get("about", ""),
        office=request.form.get("office", ""),
        time_zone=request.form.get("time_zone", "").strip(),
        languages=forms.names("languages"),
        work_begins=request.form.get("work_begins", ""),
        work_ends=request.form.get("work_ends", ""),
        help_hours=forms.number("help_hours"),
        is_listed="is_listed" in request.form,
        takes_asks="takes_asks" in request.form,
        ask_limit=forms.number("ask_limit"),
        away_until=_date(request.form.get("away_until", "")),
    )


def _date(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise Invalid(away_until="Enter a date, such as 2027-01-15, or leave this empty.") from error
