"""Search results: posts, people, skills and communities from one box."""

from typing import cast, get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import findings
from search import query
from search.documents import Kind
from webapp.session import viewer

bp = Blueprint("search", __name__)

PAGE = 20
LAST_PAGE = 50


@bp.get("/search")
def results() -> ResponseReturnValue:
    words, kind, number = request.args.get("q", ""), request.args.get("kind", ""), _number()
    kinds = (cast(Kind, kind),) if kind in get_args(Kind) else ()
    found = query.find(words, audiences=viewer().audiences, kinds=kinds, limit=PAGE, offset=(number - 1) * PAGE)
    return render_template(
        "search/results.html",
        words=words,
        kind=kind,
        found=found,
        findings=findings.show([hit.key for hit in found.hits], viewer=viewer()),
        more=number + 1 if found.total > number * PAGE and number < LAST_PAGE else None,
    )


def _number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
