"""The log of searches, without names: what the results page reports, and what people looked for and didn't find."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.demand import anonymous_demand
from graph.finding import searches
from graph.skills import skill_mentions
from queries import search_box
from webapp.shell import forms
from webapp.shell.session import me, viewer

bp = Blueprint("searches", __name__, url_prefix="/searches")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("searches/index.html", found=searches.in_vain(viewer=viewer()))


@bp.post("")
def note() -> ResponseReturnValue:
    """Log how a search went. The page reports it after two seconds, and again if a result is opened later."""
    words = search_box.understood(request.form.get("q", ""), viewer=viewer()).words
    results, is_opened = max(forms.number("results"), 0), "opened" in request.form
    if words:
        searches.note(words, results=results, is_opened=is_opened, is_again="again" in request.form, by=me().id)
        _wish(words, results=results, is_opened=is_opened)
    return "", 204


def _wish(words: str, *, results: int, is_opened: bool) -> None:
    named = [mention.slug for mention in skill_mentions.of(words, viewer=viewer())]
    if is_opened:
        anonymous_demand.found(named, by=me().id)
    # People read an accepted answer on the results page, so they don't have to open anything.
    elif "answered" not in request.form:
        anonymous_demand.note(named, "unopened" if results else "failed", by=me().id)
