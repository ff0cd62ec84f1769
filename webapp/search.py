"""Search results: posts, people, skills and communities from one box."""

from typing import get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import findings
from search import query
from search.documents import Kind
from webapp import box, facets
from webapp.session import viewer

bp = Blueprint("search", __name__)

PAGE = 20
LAST_PAGE = 50


@bp.get("/search")
def results() -> ResponseReturnValue:
    asked, number = box.understood(_typed(), viewer=viewer()), _number()
    found = query.find(
        asked.words, audiences=viewer().audiences, filters=asked.filters, limit=PAGE, offset=(number - 1) * PAGE
    )
    shown = findings.show([hit.key for hit in found.hits], viewer=viewer())
    more = number + 1 if found.total > number * PAGE and number < LAST_PAGE else None
    return render_template(
        "search/results.html", box=asked, found=found, findings=shown, more=more, facets=facets.of(found, asked)
    )


def _typed() -> str:
    """Return the box's text. Older addresses name the kind beside it."""
    text, kind = request.args.get("q", ""), request.args.get("kind", "")
    return f"{text} type:{kind}".strip() if kind in get_args(Kind) else text


def _number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
