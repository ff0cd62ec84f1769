"""Home: what is new for me, what I could do, and what became of what I shared."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.demand import needs
from graph.editing import drafts, duplicates, suggested_edits
from graph.feed import home, impact, news
from graph.finding import saved_searches
from graph.moderation import unmaskings
from webapp.shell.session import me, viewer

bp = Blueprint("home", __name__)

DRAFTS_SHOWN = 3


@bp.get("/")
def show() -> ResponseReturnValue:
    return render_template(
        "home/show.html",
        **_decisions(),
        to_do=home.to_do(viewer()),
        told=[one for one in unmaskings.told(viewer=viewer()) if one.is_new],
        drafts=drafts.kept(viewer())[:DRAFTS_SHOWN],
        news=news.of(viewer()),
        newest=home.newest(viewer()),
        impact=impact.of(viewer()),
        saved=saved_searches.listed(viewer=viewer()),
        corner=needs.corner(viewer=viewer()),
    )


@bp.post("/home/seen")
def see() -> ResponseReturnValue:
    """I have looked at home. The page says so by itself where it can."""
    news.see(by=me().id)
    return redirect(url_for("home.show"), 303)


def _decisions() -> dict[str, object]:
    """Return what others proposed and this person may decide."""
    return {
        "suggested": suggested_edits.waiting(viewer=viewer()),
        "repeated": duplicates.waiting(viewer=viewer()),
        "to_confirm": unmaskings.waiting(viewer=viewer()),
    }
