"""Home: what is new for me, what I could do, and how people use what I shared."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.curation import campaigns
from graph.demand import needs
from graph.editing import drafts
from graph.feed import home, impact, news, waiting
from graph.feed.waiting import Act, Waiting
from graph.finding import saved_searches
from graph.moderation import unmaskings
from graph.welcome import newcomers
from webapp.setup import progress
from webapp.shell.session import me, viewer

bp = Blueprint("home", __name__)

DRAFTS_SHOWN = 3
# How many of each, in this order. Skills to write about and to confirm are on pages of their own.
TO_DO_SHOWN: dict[Act, int] = {
    "confirm_name": 3,
    "decide_duplicate": 3,
    "decide_edit": 3,
    "answer": 5,
    "accept": 3,
    "verify": 3,
}


@bp.get("/")
def show() -> ResponseReturnValue:
    return render_template(
        "home/show.html",
        to_do=_to_do(),
        told=[one for one in unmaskings.told(viewer=viewer()) if one.is_new],
        drafts=drafts.kept(viewer())[:DRAFTS_SHOWN],
        news=news.of(viewer()),
        newest=home.newest(viewer()),
        impact=impact.of(viewer()),
        saved=saved_searches.listed(viewer=viewer()),
        needs=needs.on_home(viewer=viewer()),
        **_at_the_top(),
    )


@bp.post("/home/seen")
def see() -> ResponseReturnValue:
    """Mark the news as seen. The page does this automatically if scripts run."""
    news.see(by=me().id)
    return redirect(url_for("home.show"), 303)


def _at_the_top() -> dict[str, object]:
    """Return campaigns, and what is still to do for someone who is new, and for admins of a site that is new."""
    return {
        "campaigns": campaigns.at_home(viewer=viewer()),
        "first_step": newcomers.next_step(viewer=viewer()),
        "checklist": progress.on_home(viewer()) if me().is_admin else None,
    }


def _to_do() -> list[Waiting]:
    found = waiting.of(viewer=viewer())
    return [one for act, most in TO_DO_SHOWN.items() for one in [each for each in found if each.act == act][:most]]
