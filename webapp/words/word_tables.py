"""Lists of words as CSV: to download, and to bring along from elsewhere."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph import characters
from graph.errors import Invalid, NotFound
from graph.words import words
from graph.words.words import Word, WordDraft
from queries.words import matching
from webapp.people import invitation_rows
from webapp.shell import spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from webapp.tables import rows
from webapp.tables.rows import Broken, Line
from webapp.words.words import page
from workers import company_events

bp = Blueprint("word_tables", __name__, url_prefix="/words")

COLUMNS = ("word", "kind", "action", "replacement", "note", "language")
MOST_BYTES = 1_000_000


@bp.get("/table.csv")
def show() -> ResponseReturnValue:
    community = request.args.get("community", "")
    kept = words.lists(viewer=viewer())
    if community and all(one.slug != community for one in kept.communities):
        raise NotFound(_("This list doesn't exist, or you don't have access to it."))
    found = [one for one in words.listed(viewer=viewer()) if (one.community.slug if one.community else "") == community]
    return spreadsheets.download(f"words-{community or 'site'}", COLUMNS, map(_line, found))


@bp.post("/table")
def bring() -> ResponseReturnValue:
    """Put all words of a table on a list. If a row can't be used, nothing is: the page says which and why."""
    community = request.form.get("community", "")
    try:
        drafts, bad = _read()
        if not bad:
            words.put(drafts, community=community, by=viewer())
    except (Broken, Invalid) as refused:
        return page({"community": community}, problems={"file": _(str(refused))}), 422
    if bad:
        return page({"community": community}, problems={"file": _("Nothing was imported.")}, bad=bad), 422
    company_events.act_recorded()
    flash(_("%(count)s words are on the list now.") % {"count": len(drafts)}, "good")
    return redirect(url_for("words.index"), 303)


def _read() -> tuple[list[WordDraft], tuple[str, ...]]:
    """Return the words of the file that was sent, and what is wrong with its other rows. Raises `Broken`."""
    sent = request.files.get("file")
    content = sent.stream.read(MOST_BYTES + 1) if sent and sent.filename else b""
    if not 0 < len(content) <= MOST_BYTES:
        raise Broken(_("Choose a file of at most 1 MB."))
    drafts, bad = list[WordDraft](), list[str]()
    for line in _rows(characters.readable(invitation_rows.decoded(content, "")), bad):
        try:
            drafts.append(_draft(line.fields))
        except Invalid as invalid:
            bad.append(_("Line %(number)s: %(why)s") % {"number": line.number, "why": invalid})
    return drafts, tuple(bad)


def _rows(text: str, bad: list[str]) -> list[Line]:
    first = text.strip().partition("\n")[0].lower()
    # A mere list of words gets a header.
    table = text.strip() if "word" in first else f"word\n{text.strip()}"
    return rows.of_text(
        table, broken=lambda _file, line, why: bad.append(_("Line %(n)s %(why)s.") % {"n": line, "why": why})
    )


def _draft(fields: Mapping[str, str]) -> WordDraft:
    cells = {name.strip().lower(): value.strip() for name, value in fields.items()}
    language = cells.get("language", "").lower()
    if language and language not in matching.LANGUAGES:
        raise Invalid(language=_("Languages are written as codes, such as sv."))
    return WordDraft(
        text=_unquoted(cells.get("word", "")),
        kind=cells.get("kind", "") or "word",
        action=cells.get("action", "") or "block",
        replacement=_unquoted(cells.get("replacement", "")),
        note=_unquoted(cells.get("note", "")),
        language=language,
    )


def _unquoted(cell: str) -> str:
    """Return a cell as it was before it was downloaded: what looks like a formula has a quote before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(spreadsheets.FORMULA) else cell


def _line(word: Word) -> tuple[str, ...]:
    return (word.text, word.kind, word.action, word.replacement, word.note, word.language)
