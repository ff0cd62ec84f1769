"""How a community does, for its coaches; how the whole site does, for admins; and each person's own bridges."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.communities import bridges, health, months
from graph.communities.health import Health
from graph.communities.months import Range
from graph.errors import Invalid
from webapp.communities import bridge_drawing
from webapp.shell.session import viewer

PRESETS = (1, 3, 6, 12, 24)

bp = Blueprint("community_health", __name__)


@bp.get("/communities/<slug>/health")
def show(slug: str) -> ResponseReturnValue:
    span, problems = _span()
    return _page(health.of_community(slug, span, viewer=viewer()), span, problems, slug)


@bp.get("/site/health")
def site() -> ResponseReturnValue:
    span, problems = _span()
    return _page(health.of_site(span, viewer=viewer()), span, problems, None)


@bp.get("/bridges")
def own() -> ResponseReturnValue:
    """Show people which units they connect. Nobody else can see it."""
    return render_template("community_health/own.html", found=bridges.own(viewer=viewer()))


def _page(found: Health, span: Range, problems: dict[str, str], slug: str | None) -> ResponseReturnValue:
    page = render_template(
        "community_health/show.html",
        found=found,
        span=span,
        slug=slug,
        problems=problems,
        presets={length: months.ending(months.newest(), length) for length in PRESETS},
        quarters=months.whole_quarters(span),
        drawing=bridge_drawing.of(found.bridges),
    )
    return page, 422 if problems else 200


def _span() -> tuple[Range, dict[str, str]]:
    """Return the months in the address or, if they can't be shown, the latest and why."""
    try:
        return months.chosen(request.args.get("from", ""), request.args.get("until", "")), {}
    except Invalid as invalid:
        return months.chosen("", ""), dict(invalid.problems)
