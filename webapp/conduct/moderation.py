"""What a coach or an admin decides about a person: warnings, silences, suspensions and notes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import clock
from graph.conduct import moderation, notes, silences, suspensions, trust, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.suspensions import SuspensionDraft
from graph.conduct.warnings import WarningDraft
from graph.errors import Invalid
from graph.ids import MemberNoteId, PersonId, PostId, SilenceId, SuspensionId
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

NOTHING: Mapping[str, str] = {}

# How long a silence can last, by the name of the choice.
LASTS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}

bp = Blueprint("moderation", __name__, url_prefix="/people/<id>")


@bp.get("/moderation")
def show(id: PersonId) -> ResponseReturnValue:
    return _page(id)


@bp.post("/warnings")
def warn(id: PersonId) -> ResponseReturnValue:
    try:
        draft = WarningDraft(
            reason=request.form.get("reason", ""),
            words=request.form.get("words", ""),
            community=forms.community(),
            about=PostId(request.form.get("about", "")) or None,
        )
        warnings.warn(id, draft, by=viewer())
    except Invalid as invalid:
        return _page(id, "warning", invalid.problems), 422
    return _done(id, _("They have to read your warning before they publish again."))


@bp.post("/silences")
def silence(id: PersonId) -> ResponseReturnValue:
    try:
        draft = SilenceDraft(
            reason=request.form.get("reason", ""),
            words=request.form.get("words", ""),
            ends_at=_end(),
            community=forms.community(),
        )
        silences.silence(id, draft, by=viewer())
    except Invalid as invalid:
        return _page(id, "silence", invalid.problems), 422
    return _done(id, _("They are told why they can't publish, and until when."))


@bp.post("/silences/<silence>/end")
def end(id: PersonId, silence: SilenceId) -> ResponseReturnValue:
    silences.end(silence, by=viewer())
    return _done(id, _("They can publish again, and are told so."))


@bp.post("/suspensions")
def suspend(id: PersonId) -> ResponseReturnValue:
    try:
        draft = SuspensionDraft(
            reason=request.form.get("reason", ""), words=request.form.get("words", ""), ends_at=_end_of_day()
        )
        suspensions.suspend(id, draft, by=viewer())
    except Invalid as invalid:
        return _page(id, "suspension", invalid.problems), 422
    company_events.person_suspended(id)
    flash(_("They are signed out, and told why and until when."), "good")
    return redirect(url_for("moderation.show", id=id), 303)


@bp.post("/suspensions/<suspension>/end")
def lift(id: PersonId, suspension: SuspensionId) -> ResponseReturnValue:
    suspensions.lift(suspension, by=viewer())
    return _done(id, _("They can use the site again, and are told so."))


@bp.post("/trust")
def hold(id: PersonId) -> ResponseReturnValue:
    trust.hold(id, request.form.get("level", ""), by=viewer())
    company_events.act_recorded()
    return redirect(url_for("moderation.show", id=id, _anchor="trust"), 303)


@bp.post("/member-notes")
def write_down(id: PersonId) -> ResponseReturnValue:
    try:
        notes.write_down(id, request.form.get("note", ""), community=forms.community(), by=viewer())
    except Invalid as invalid:
        return _page(id, "note", invalid.problems), 422
    return redirect(url_for("moderation.show", id=id), 303)


@bp.post("/member-notes/<note>/removal")
def remove_note(id: PersonId, note: MemberNoteId) -> ResponseReturnValue:
    notes.remove(note, by=viewer())
    return redirect(url_for("moderation.show", id=id), 303)


def _end() -> datetime | None:
    """Return when the silence of the form is to end: after a choice of time, or at the end of a day in UTC."""
    lasts = request.form.get("ends_at", "")
    return clock.now() + LASTS[lasts] if lasts in LASTS else _end_of_day()


def _end_of_day() -> datetime | None:
    """Return the end of the day of the form in UTC."""
    try:
        day = date.fromisoformat(request.form.get("until", ""))
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    except (OverflowError, ValueError):
        return None


def _done(id: PersonId, told: str) -> ResponseReturnValue:
    company_events.account_changed(id)
    flash(told, "good")
    return redirect(url_for("moderation.show", id=id), 303)


def _page(id: PersonId, form: str = "", problems: Mapping[str, str] = NOTHING) -> str:
    """Render the page. `problems` are those of one form: `warning`, `silence`, `suspension` or `note`."""
    return render_template(
        "moderation/show.html",
        record=moderation.of(id, viewer=viewer()),
        held=trust.held(id, viewer=viewer()),
        form=form,
        typed=request.form if form else {},
        about=request.values.get("about", ""),
        problems=problems,
    )
