"""Search results: posts, people, skills and communities from one box, and what is proposed while somebody types."""

from collections import Counter
from typing import get_args

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import findings, posts
from graph.ids import PostId
from graph.posts import Card
from search import query, suggestions
from search.documents import Kind
from webapp import box, excerpts, facets, spelling
from webapp.session import viewer

bp = Blueprint("search", __name__, url_prefix="/search")

PAGE = 20
LAST_PAGE = 50

# What is proposed while somebody types, in this order, and how many of each.
PROPOSED: tuple[tuple[tuple[Kind, ...], int], ...] = ((("skill",), 3), (("person",), 3), (posts.KINDS, 5))

SIMILAR = 4
SKILLS_PROPOSED = 4
# A title of fewer letters is like everything.
LEAST_TITLE = 8


@bp.get("")
def results() -> ResponseReturnValue:
    asked, number = box.understood(_typed(), viewer=viewer()), _number()
    found = query.find(
        asked.words, audiences=viewer().audiences, filters=asked.filters, limit=PAGE, offset=(number - 1) * PAGE
    )
    shown = findings.show([hit.key for hit in found.hits], viewer=viewer())
    return render_template(
        "search/results.html",
        box=asked,
        found=found,
        findings=shown,
        excerpts=excerpts.of(shown, asked.words, viewer=viewer()),
        meant=spelling.corrected(asked.words, shown, viewer=viewer()) if number == 1 else None,
        more=number + 1 if found.total > number * PAGE and number < LAST_PAGE else None,
        facets=facets.of(found, asked),
    )


@bp.get("/suggestions")
def suggest() -> ResponseReturnValue:
    """What may be meant by what was typed so far, for the list below the box."""
    keys = [
        hit.key
        for kinds, limit in PROPOSED
        for hit in suggestions.begun(
            request.args.get("q", ""), kinds=kinds, audiences=viewer().audiences, limit=limit
        )
    ]
    return render_template("search/_suggestions.html", findings=findings.show(keys, viewer=viewer()) if keys else ())


@bp.get("/similar")
def similar() -> ResponseReturnValue:
    """What is here already on what somebody is about to post, and the skills that it may need."""
    title = request.args.get("title", "").strip()
    found = query.find(title if len(title) >= LEAST_TITLE else "", audiences=viewer().audiences, kinds=posts.KINDS)
    cards = posts.cards([PostId(hit.key) for hit in found.hits], viewer=viewer())
    return render_template("search/_similar.html", cards=cards[:SIMILAR], skills=_skills(cards))


def _skills(cards: tuple[Card, ...]) -> tuple[str, ...]:
    """Return the names of the skills that more than one of these posts is about, the most frequent first."""
    counted = Counter(skill.name for card in cards for skill in card.skills)
    return tuple(name for name, count in counted.most_common(SKILLS_PROPOSED) if count > 1)


def _typed() -> str:
    """Return the box's text. Older addresses name the kind beside it."""
    text, kind = request.args.get("q", ""), request.args.get("kind", "")
    return f"{text} type:{kind}".strip() if kind in get_args(Kind) else text


def _number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
