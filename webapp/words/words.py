"""The lists of words that must not circulate: reading them, trying a word or a text, and changing a list."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import WordId
from graph.words import words
from graph.words.words import Word, WordDraft
from queries.words import matching, trials
from queries.words.trials import Count, Trial
from webapp.media.captions import language_name
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("words", __name__, url_prefix="/words")

FIELDS = ("text", "kind", "action", "replacement", "note", "language", "community", "sample", "instead_of")
NOTHING: Mapping[str, str] = {}


@bp.get("")
def index() -> ResponseReturnValue:
    changed = request.args.get("change")
    return page(_typed_of(words.get(WordId(changed), by=viewer())) if changed else NOTHING)


@bp.post("/trials")
def attempt() -> ResponseReturnValue:
    """Show how many posts have the word of the form, and what would happen with its sample. Nothing is saved."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        draft = _draft() if typed["text"].strip() or not typed["sample"].strip() else None
        count = trials.count(draft, community=typed["community"], viewer=viewer()) if draft else None
    except Invalid as invalid:
        return page(typed, problems=invalid.problems), 422
    return page(typed, count=count, trial=_trial(typed, draft))


@bp.post("")
def put() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        words.put([_draft()], community=typed["community"], instead_of=typed["instead_of"], by=viewer())
    except Invalid as invalid:
        return page(typed, problems=invalid.problems), 422
    company_events.act_recorded()
    flash(_("Saved. It holds for what people write from now on."), "good")
    return redirect(url_for("words.index"), 303)


@bp.post("/<id>/removal")
def remove(id: WordId) -> ResponseReturnValue:
    gone = words.remove(id, by=viewer())
    company_events.act_recorded()
    flash(_("“%(word)s” is off the list.") % {"word": gone.text}, "good")
    return redirect(url_for("words.index"), 303)


def page(
    typed: Mapping[str, str],
    *,
    problems: Mapping[str, str] = NOTHING,
    bad: tuple[str, ...] = (),
    count: Count | None = None,
    trial: Trial | None = None,
) -> str:
    """Return the page with the lists, as the form was typed, and with the rows of a table that are `bad`."""
    kept = words.lists(viewer=viewer())
    languages = {code: language_name(code) for code in matching.LANGUAGES}
    return render_template(
        "words/index.html",
        kept=kept,
        mine={None if kept.whole_site else "", *(one.id for one in kept.communities)},
        found=words.listed(viewer=viewer()),
        typed=typed,
        problems=problems,
        bad=bad,
        count=count,
        trial=trial,
        languages=languages,
    )


def _draft() -> WordDraft:
    action = request.form.get("action", "")
    return WordDraft(
        text=request.form.get("text", "").strip(),
        kind=request.form.get("kind", ""),
        action=action,
        # What was typed for another action is not sent on.
        replacement=request.form.get("replacement", "") if action == "replace" else "",
        note=request.form.get("note", ""),
        language=_language(),
    )


def _language() -> str:
    language = request.form.get("language", "")
    if language and language not in matching.LANGUAGES:
        raise Invalid(language=_("Choose a language from the list."))
    return language


def _trial(typed: Mapping[str, str], draft: WordDraft | None) -> Trial | None:
    if not typed["sample"].strip():
        return None
    kept = words.lists(viewer=viewer()).communities
    community = next((one.id for one in kept if one.slug == typed["community"]), None)
    return trials.attempt(typed["sample"], draft=draft, community=community, viewer=viewer())


def _typed_of(word: Word) -> Mapping[str, str]:
    return {
        "text": word.text,
        "kind": word.kind,
        "action": word.action,
        "replacement": word.replacement,
        "note": word.note,
        "language": word.language,
        "community": word.community.slug if word.community else "",
        "instead_of": word.id,
    }
