"""My profile: what I say about myself and how I want to be asked."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.media import photos
from graph.people import profiles
from graph.people.profiles import Profile
from webapp.people import languages, time_zones
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
    return render_template(
        "profile/edit.html",
        typed=typed,
        problems=problems,
        photo=photos.get(me().id),
        **lists(typed),
    )


def lists(typed: object) -> dict[str, object]:
    """Return what profile/_lists.html needs: the lists, and what I typed or have on my profile."""
    return {
        "regions": time_zones.regions(),
        "known_languages": languages.listed(),
        "most_languages": profiles.MOST_LANGUAGES,
        "lists": _lists(typed) if isinstance(typed, Profile) else _typed_lists(),
    }


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What is chosen from lists. What was never chosen is guessed from the browser, the time zone by a script."""

    time_zone: str
    languages: tuple[str, ...]
    is_zone_guessed: bool
    is_language_guessed: bool


def _lists(profile: Profile) -> Lists:
    unchosen = profiles.unchosen(me().id)
    guessed = languages.guessed() if unchosen.languages else ()
    return Lists(
        time_zone=profile.time_zone,
        languages=guessed or tuple(map(languages.tag, profile.languages)),
        is_zone_guessed=unchosen.time_zone,
        is_language_guessed=bool(guessed),
    )


def _typed_lists() -> Lists:
    return Lists(
        time_zone=request.form.get("time_zone", ""),
        languages=tuple(filter(None, request.form.getlist("languages"))),
        is_zone_guessed=False,
        is_language_guessed=False,
    )


def _typed() -> Profile:
    return Profile(
        name=request.form.get("name", ""),
        pronouns=request.form.get("pronouns", ""),
        headline=request.form.get("headline", ""),
        about=request.form.get("about", ""),
        office=request.form.get("office", ""),
        time_zone=request.form.get("time_zone", "").strip(),
        languages=languages.chosen(request.form.getlist("languages"), kept=profiles.get(me().id).languages),
        work_begins=request.form.get("work_begins", ""),
        work_ends=request.form.get("work_ends", ""),
        help_hours=forms.number("help_hours"),
        is_listed="is_listed" in request.form,
        teaches_back="teaches_back" in request.form,
        takes_asks="takes_asks" in request.form,
        ask_limit=forms.number("ask_limit"),
        away_until=_date(request.form.get("away_until", "")),
    )


def _date(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise Invalid(away_until="Enter a date, such as 2027-01-15, or leave this empty.") from error
