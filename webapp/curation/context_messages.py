"""Context messages: the lists of a community and of the site, writing one, changing it, and ending it early."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.curation import context_messages
from graph.curation.context_messages import ContextDraft, ContextMessage
from graph.errors import Conflict, Invalid, refuse_together
from graph.ids import ContextMessageId
from webapp.curation import chosen_days
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("context_messages", __name__)


@bp.get("/communities/<slug>/context-messages")
def index(slug: str) -> ResponseReturnValue:
    return _list(slug)


@bp.get("/site/context-messages")
def of_site() -> ResponseReturnValue:
    return _list(None)


@bp.post("/communities/<slug>/context-messages")
def say(slug: str) -> ResponseReturnValue:
    return _say(slug)


@bp.post("/site/context-messages")
def say_on_site() -> ResponseReturnValue:
    return _say(None)


@bp.get("/context-messages/<id>")
def edit(id: ContextMessageId) -> ResponseReturnValue:
    return _form(context_messages.get(id, viewer=viewer()))


@bp.post("/context-messages/<id>")
def change(id: ContextMessageId) -> ResponseReturnValue:
    found = context_messages.get(id, viewer=viewer())
    try:
        place = context_messages.change(id, _draft(before=found.text), version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return _form(found, request.form, invalid.problems), 422
    except Conflict as conflict:
        return _form(context_messages.get(id, viewer=viewer()), request.form, {"text": str(conflict)}), 409
    return _done(place, id, _("Saved. Readers see it above the posts."))


@bp.post("/context-messages/<id>/end")
def end(id: ContextMessageId) -> ResponseReturnValue:
    """End a message. It can be shown again from the same list, so nothing asks whether the coach is sure."""
    return _done(context_messages.end(id, by=viewer()), id, _("Ended. Readers no longer see it."))


def _say(slug: str | None) -> ResponseReturnValue:
    context_messages.listed(slug, viewer=viewer())
    try:
        id = context_messages.say(slug, request.form.get("skill", ""), _draft(), by=viewer())
    except Invalid as invalid:
        return _list(slug, request.form, invalid.problems), 422
    except Conflict as conflict:
        return _list(slug, request.form, {"skill": str(conflict)}), 409
    return _done(slug, id, _("Saved. Readers see it above the posts."))


def _draft(before: str = "") -> ContextDraft:
    refuse_together(lambda: typed_texts.read("text", before=before, waits=False), chosen_days.until)
    return ContextDraft(
        text=rendering.prose(typed_texts.read("text", before=before, waits=False)), until=chosen_days.until()
    )


def _done(slug: str | None, id: ContextMessageId, told: str) -> ResponseReturnValue:
    typed_texts.keep(id)
    company_events.act_recorded()
    flash(told, "good")
    return redirect(url_for("context_messages.index", slug=slug) if slug else url_for("context_messages.of_site"), 303)


def _list(slug: str | None, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    found = context_messages.listed(slug, viewer=viewer())
    return render_template("context_messages/index.html", found=found, typed=typed, problems=problems)


def _form(found: ContextMessage, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    present = {"text": found.text, "until": found.until.isoformat() if found.until else ""}
    # After a conflict, the next attempt replaces what the other coach wrote, which the page shows.
    return render_template(
        "context_messages/edit.html",
        found=found,
        typed={**present, **typed, "version": found.version},
        problems=problems,
    )
