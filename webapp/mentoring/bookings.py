"""Slots in someone's office hours: booking one, cancelling, the file for calendars, and whether it helped."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import groupby

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.driver import only
from graph.errors import Invalid
from graph.ids import BookingId, PersonId, SkillSlug
from graph.office_hours import bookings, open_hours, taking
from webapp.mentoring import calendar_files
from webapp.people import wall_clocks
from webapp.shell import addresses
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("bookings", __name__)


@bp.get("/people/<id>/office-hours")
def new(id: PersonId) -> ResponseReturnValue:
    return _page(id, {"slot": request.args.get("slot", "")}, {})


@bp.post("/people/<id>/office-hours")
def book(id: PersonId) -> ResponseReturnValue:
    skill = SkillSlug(request.form.get("skill", ""))
    try:
        booked = taking.book(id, _slot(), words=request.form.get("words", ""), skill=skill or None, by=viewer())
    except Invalid as invalid:
        return _page(id, request.form, invalid.problems), 422
    mentoring_events.booking_changed(booked)
    return _back(_("It is booked. You are reminded the day before."))


@bp.post("/mentoring/bookings/<id>/cancellation")
def cancel(id: BookingId) -> ResponseReturnValue:
    bookings.cancel(id, by=viewer())
    mentoring_events.booking_changed(id)
    return _back(_("It is cancelled, and the other person is told."))


@bp.post("/mentoring/bookings/<id>/feedback")
def say(id: BookingId) -> ResponseReturnValue:
    bookings.say(id, request.form.get("helped", ""), by=viewer())
    return _back(_("Thank you. Nobody sees what you said, only how often it was said."))


@bp.get("/mentoring/bookings/<id>.ics")
def calendar(id: BookingId) -> ResponseReturnValue:
    found, people = bookings.get(id, viewer=viewer()), bookings.invited(id, viewer=viewer())
    page = addresses.of_site(url_for("desk.show"))
    response = make_response(calendar_files.of_booking(found, people, page=page))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=office-hours.ics"
    return response


def _page(id: PersonId, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    found = only([one for one in (open_hours.find(id, viewer=viewer()),) if one], otherwise=taking.NO_HOURS)
    chosen = typed.get("slot") or (found.next.starts_at.isoformat() if found.next else "")
    here = wall_clocks.here()
    return render_template(
        "bookings/new.html",
        found=found,
        days=[(day, list(slots)) for day, slots in groupby(found.free, lambda slot: here.day(slot.starts_at))],
        here=here,
        chosen=chosen,
        typed=typed,
        problems=problems,
    )


def _slot() -> datetime:
    """Return the moment that was chosen. Raises `Invalid` for none."""
    try:
        found = datetime.fromisoformat(request.form.get("slot", ""))
    except ValueError as error:
        raise Invalid(slot=_("Choose a time.")) from error
    # A time without a zone is no moment of ours.
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _back(said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("desk.show", _anchor="bookings"), 303)
