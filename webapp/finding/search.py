"""Search results: posts, people, skills and communities from one box, and suggestions while someone types."""

from typing import get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import cards
from graph.finding import result_items
from search import suggestions
from search.documents import Kind
from webapp.finding import results
from webapp.shell.session import viewer

bp = Blueprint("search", __name__, url_prefix="/search")

# Suggestions while someone types, in this order, and how many of each.
PROPOSED: tuple[tuple[tuple[Kind, ...], int], ...] = ((("skill",), 3), (("person",), 3), (cards.KINDS, 5))


@bp.get("")
def show() -> ResponseReturnValue:
    page = results.of(_typed(), number=_number(), is_exact="exact" in request.args, viewer=viewer())
    return render_template("search/results.html", page=page)


@bp.get("/suggestions")
def suggest() -> ResponseReturnValue:
    """Return the list below the search box: what people may mean by what they have typed so far."""
    typed, audiences = request.args.get("q", ""), viewer().audiences
    keys = [
        hit.key
        for kinds, limit in PROPOSED
        for hit in suggestions.begun(typed, kinds=kinds, audiences=audiences, limit=limit)
    ]
    return render_template(
        "search/_suggestions.html", findings=result_items.show(keys, viewer=viewer()) if keys else ()
    )


def _typed() -> str:
    """Return the search box's text. Older addresses have the kind in a separate parameter."""
    text, kind = request.args.get("q", ""), request.args.get("kind", "")
    return f"{text} type:{kind}".strip() if kind in get_args(Kind) else text


def _number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), results.LAST_PAGE)
