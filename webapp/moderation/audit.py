"""The audit log, for coaches and admins: who revealed an asker, changed a role or recorded a departure, and why."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.moderation import audit
from graph.moderation.audit import AuditPage, Entry, Wanted
from webapp.moderation.audit_words import WORDS
from webapp.shell import pages, spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("audit", __name__, url_prefix="/audit")

FILTERS = ("act", "person", "community", "from", "to")
COLUMNS = ("When (UTC)", "Act", "By", "Person", "Question", "Community", "Reason")


@bp.get("")
def index() -> ResponseReturnValue:
    try:
        page, problems, status = audit.listed(_wanted(), viewer=viewer(), before=pages.before()), {}, 200
    except Invalid as invalid:
        page, problems, status = AuditPage(entries=(), older=None), invalid.problems, 422
    asked = {name: typed for name in FILTERS if (typed := request.args.get(name))}
    places = audit.places(viewer=viewer())
    filters = {"asked": asked, "places": places, "words": WORDS, "problems": problems}
    return render_template("audit/index.html", page=page, **filters), status


@bp.get("/table.csv")
def table() -> ResponseReturnValue:
    found = audit.everything(_wanted(), viewer=viewer())
    return spreadsheets.download("audit-log", [_(column) for column in COLUMNS], (_line(entry) for entry in found))


def _wanted() -> Wanted:
    """Return the filters in the address. Raises `Invalid` for a day that isn't one."""
    first_day, last_day = _day("from"), _day("to")
    return Wanted(
        act=next((act for act in WORDS if act == request.args.get("act")), None),
        person=request.args.get("person", ""),
        community=request.args.get("community") or None,
        first_day=first_day,
        last_day=last_day,
    )


def _day(field: str) -> date | None:
    typed = request.args.get(field, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise Invalid(**{field: _("Give a day such as 2026-11-30.")}) from error


def _line(entry: Entry) -> tuple[str, ...]:
    return (
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        _(WORDS[entry.act]),
        entry.by.name if entry.by else _("the operator"),
        entry.person.name if entry.person else "",
        entry.question.title if entry.question else "",
        entry.community.name if entry.community else "",
        entry.reason,
    )
