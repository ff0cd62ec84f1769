"""Search results: posts, people, skills and communities from one box, and what is proposed while somebody types."""

from typing import get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import findings, posts
from search import query, suggestions
from search.documents import Kind
from webapp import box, excerpts, facets, spelling, synonyms
from webapp.session import viewer

bp = Blueprint("search", __name__, url_prefix="/search")

PAGE = 20
LAST_PAGE = 50

# What is proposed while somebody types, in this order, and how many of each.
PROPOSED: tuple[tuple[tuple[Kind, ...], int], ...] = ((("skill",), 3), (("person",), 3), (posts.KINDS, 5))


@bp.get("")
def results() -> ResponseReturnValue:
    asked, number = box.understood(_typed(), viewer=viewer()), _number()
    also = synonyms.of(asked.words, viewer=viewer())
    found = query.find(
        asked.words,
        audiences=viewer().audiences,
        filters=asked.filters,
        synonyms=also,
        limit=PAGE,
        offset=(number - 1) * PAGE,
    )
    shown = findings.show([hit.key for hit in found.hits], viewer=viewer())
    return render_template(
        "search/results.html",
        box=asked,
        found=found,
        findings=shown,
        excerpts=excerpts.of(shown, " ".join((asked.words, *also)), viewer=viewer()),
        meant=spelling.corrected(asked.words, shown, viewer=viewer()) if number == 1 else None,
        more=number + 1 if found.total > number * PAGE and number < LAST_PAGE else None,
        facets=facets.of(found, asked),
    )


@bp.get("/suggestions")
def suggest() -> ResponseReturnValue:
    """What may be meant by what was typed so far, for the list below the box."""
    typed, audiences = request.args.get("q", ""), viewer().audiences
    keys = [
        hit.key
        for kinds, limit in PROPOSED
        for hit in suggestions.begun(typed, kinds=kinds, audiences=audiences, limit=limit)
    ]
    return render_template("search/_suggestions.html", findings=findings.show(keys, viewer=viewer()) if keys else ())


def _typed() -> str:
    """Return the box's text. Older addresses name the kind beside it."""
    text, kind = request.args.get("q", ""), request.args.get("kind", "")
    return f"{text} type:{kind}".strip() if kind in get_args(Kind) else text


def _number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
