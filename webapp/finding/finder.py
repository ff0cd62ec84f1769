"""The expert finder: a page whose address holds the whole request, and its results as a table to download."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.finding import criteria, finder
from graph.finding.criteria import Wanted
from graph.finding.finder import FoundExpert
from graph.finding.finder_reasons import Reason
from graph.ids import slug
from webapp.people import languages
from webapp.shell import spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("finder", __name__, url_prefix="/experts")

COLUMNS = ("Name", "Work", "Unit", "Office", "Languages", "Hours free this week", "Skills and levels", "Because")


@bp.get("")
def show() -> ResponseReturnValue:
    try:
        asked = _asked()
    except Invalid as invalid:
        return render_template("finder/show.html", found=None, problems=invalid.problems, because=_because), 422
    found = finder.find(asked, viewer=viewer()) if asked.weights else None
    return render_template("finder/show.html", found=found, problems={}, because=_because)


@bp.get("/table.csv")
def table() -> ResponseReturnValue:
    found = finder.find(_asked(), viewer=viewer())
    return spreadsheets.download("experts", [_(column) for column in COLUMNS], (_line(one) for one in found))


def _asked() -> Wanted:
    return Wanted(
        weights=criteria.weights(request.args.get("skills", "").replace(";", ",").split(","), viewer=viewer()),
        level=min(max(request.args.get("level", 1, type=int), 1), 5),
        unit=slug(request.args.get("unit", "")),
        office=request.args.get("office", "").strip(),
        languages=languages.spellings(request.args.get("language", "")),
        hours=min(max(request.args.get("hours", 0, type=int), 0), 40),
    )


def _line(one: FoundExpert) -> tuple[str, ...]:
    return (
        one.name,
        one.headline,
        one.unit,
        one.office,
        ", ".join(map(languages.name, one.languages)),
        f"{one.free_hours:g}",
        "; ".join(f"{skill.name} {skill.level} ({skill.source})" for skill in one.known),
        "; ".join(_because(reason) for reason in one.reasons),
    )


def _because(reason: Reason) -> str:
    said = {"name": reason.by, "skill": reason.title}
    if reason.shows == "endorsement":
        return _("%(name)s confirms %(skill)s") % said
    if reason.shows == "mentoring":
        return _("%(name)s was taught %(skill)s") % said
    return reason.title
