"""The report of a year: what coaches and admins removed, held and decided about people, and why."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.reviewing import yearly_reports
from graph.reviewing.yearly_reports import Report, Row, Total
from webapp.reviewing.yearly_words import ACTS, REASONS
from webapp.shell import spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

YEARS_OFFERED = 5
COLUMNS = ("Month", "What was done", "Reason", "How often", "Taken back")
COLUMNS_IN_SHORT = ("Year", "What was done", "How often", "Taken back", "Appeals decided", "Appeals granted")

bp = Blueprint("yearly_reports", __name__)


@bp.get("/communities/<slug>/yearly-report")
def show(slug: str) -> ResponseReturnValue:
    return _page(yearly_reports.of_community(slug, _year(), viewer=viewer()), slug)


@bp.get("/communities/<slug>/yearly-report.csv")
def table(slug: str) -> ResponseReturnValue:
    return _download(yearly_reports.of_community(slug, _year(), viewer=viewer()))


@bp.get("/site/yearly-report")
def site() -> ResponseReturnValue:
    return _page(yearly_reports.of_site(_year(), viewer=viewer()), None)


@bp.get("/site/yearly-report.csv")
def site_table() -> ResponseReturnValue:
    return _download(yearly_reports.of_site(_year(), viewer=viewer()))


def _page(report: Report, slug: str | None) -> str:
    newest = yearly_reports.latest(is_whole=report.is_whole)
    return render_template(
        "yearly_reports/show.html",
        report=report,
        slug=slug,
        years=range(newest, newest - YEARS_OFFERED, -1),
        acts=ACTS,
        reasons=REASONS,
    )


def _download(report: Report) -> ResponseReturnValue:
    columns = COLUMNS if report.is_whole else COLUMNS_IN_SHORT
    lines = map(_line, report.rows) if report.is_whole else (_short(total, report.year) for total in report.totals)
    return spreadsheets.download(f"report-{report.year}", [_(column) for column in columns], lines)


def _line(row: Row) -> tuple[str, ...]:
    return (f"{row.month:%Y-%m}", _(ACTS[row.act]), _(REASONS[row.reason]), str(row.count), str(row.back))


def _short(total: Total, year: int) -> tuple[str, ...]:
    counts = (total.count, total.back, total.appealed, total.granted)
    return (str(year), _(ACTS[total.act]), *("" if count is None else f"{count} or more" for count in counts))


def _year() -> int | None:
    """Return the year in the address, if any. Raises `Invalid` if it isn't one."""
    typed = request.args.get("year", "").strip()
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= len("2026")):
        raise Invalid(year=_("Give a year such as 2026."))
    return int(typed) if typed else None
