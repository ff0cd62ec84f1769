"""Feeds in Atom (RFC 4287) by a private address, and the page on which I make, replace and revoke mine."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import characters, clock
from graph.feed import feed_addresses, feeds
from graph.feed.feeds import Feed
from graph.ids import SkillSlug
from graph.viewers import Viewer
from webapp.limits.feed_reads import limited
from webapp.shell import addresses
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("feeds", __name__, url_prefix="/feeds")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template(
        "feeds/index.html",
        token=feed_addresses.find(viewer=viewer(), secret=_secret()),
        offered=feeds.offered(skill=_wanted("skill"), community=_wanted("community"), viewer=viewer()),
        whole=addresses.of_site,
    )


@bp.post("")
def renew() -> ResponseReturnValue:
    feed_addresses.renew(by=me().id, secret=_secret())
    flash(_("Your feeds have a new address. If there was one before, it no longer works."), "good")
    return redirect(_back(), 303)


@bp.post("/revocation")
def revoke() -> ResponseReturnValue:
    feed_addresses.revoke(by=me().id)
    flash(_("The address of your feeds no longer works."), "good")
    return redirect(_back(), 303)


@bp.get("/<token>/questions.atom")
@limited
def of_questions(token: str) -> ResponseReturnValue:
    feed = feeds.of_questions(viewer=_owner(token))
    return _atom(feed, _("Questions"), url_for("questions.index"))


@bp.get("/<token>/skills/<slug>.atom")
@limited
def of_skill(token: str, slug: SkillSlug) -> ResponseReturnValue:
    feed = feeds.of_skill(slug, viewer=_owner(token))
    return _atom(feed, feed.name, url_for("skills.show", slug=feed.slug))


@bp.get("/<token>/communities/<slug>.atom")
@limited
def of_community(token: str, slug: str) -> ResponseReturnValue:
    feed = feeds.of_community(slug, viewer=_owner(token))
    return _atom(feed, feed.name, url_for("communities.show", slug=feed.slug))


def _owner(token: str) -> Viewer:
    """Return for whom the feed is. Who is signed in here doesn't matter. Raises `NotFound`."""
    return feed_addresses.owner(token, secret=_secret())


def _atom(feed: Feed, title: str, page: str) -> ResponseReturnValue:
    """Send a feed, or 304 if the program has it as it is now. It doesn't contain its own address, which is secret."""
    updated = max((entry.updated_at for entry in feed.entries), default=clock.EPOCH)
    written = render_template(
        "feeds/feed.xml",
        feed=feed,
        title=title,
        page=addresses.of_site(page),
        updated=updated,
        whole=addresses.of_site,
        readable=characters.readable,
    )
    response = make_response(written)
    response.mimetype = "application/atom+xml"
    # Links in a feed that a browser shows must not tell its address.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.last_modified = updated
    response.add_etag()
    return response.make_conditional(request)


def _back() -> str:
    """Return the address of the page with the skill or community from whose page someone came."""
    return url_for("feeds.index", skill=_wanted("skill") or None, community=_wanted("community") or None)


def _wanted(kind: str) -> str:
    return request.args.get(kind, "")


def _secret() -> str:
    return str(current_app.secret_key)
