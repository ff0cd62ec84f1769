"""Collections: the list of them, creating and describing one, and its page."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.errors import Forbidden, Invalid
from graph.feed import follows
from graph.ids import CollectionId, CommunityId, PostId, SkillSlug
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from graph.skills import naming
from webapp.finding import saved_searches
from webapp.library import automatic_items
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("collections", __name__, url_prefix="/collections")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("collections/index.html", found=collections.listed(viewer=viewer()))


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(request.args.to_dict(), {})


@bp.post("")
def create() -> ResponseReturnValue:
    try:
        id = collections.create(_draft(automatic="automatic" in request.form), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems), 422
    if request.form.get("post"):
        items.add(id, PostId(request.form["post"]), by=viewer())
    return redirect(url_for("collections.show", id=id), 303)


@bp.get("/<id>")
def show(id: CollectionId) -> ResponseReturnValue:
    collection = collections.show(id, viewer=viewer())
    return render_template(
        "collections/show.html",
        collection=collection,
        cards=automatic_items.posts_of(collection, viewer=viewer()),
        is_followed=follows.is_following(id, viewer=viewer()),
    )


@bp.get("/<id>/edit")
def edit(id: CollectionId) -> ResponseReturnValue:
    collection = collections.show(id, viewer=viewer())
    if not collection.is_mine:
        raise Forbidden("Only the owner can edit this collection.")
    return _form(_described(collection), {}, id=id)


@bp.post("/<id>")
def describe(id: CollectionId) -> ResponseReturnValue:
    try:
        collection = collections.show(id, viewer=viewer())
        collections.describe(id, _draft(automatic=collection.is_automatic), by=viewer())
    except Invalid as invalid:
        return _form(request.form, invalid.problems, id=id), 422
    return redirect(url_for("collections.show", id=id), 303)


@bp.post("/<id>/removal")
def remove(id: CollectionId) -> ResponseReturnValue:
    collections.remove(id, by=viewer())
    flash(_("Collection removed. Its posts are still there."), "good")
    return redirect(url_for("collections.index"), 303)


def _draft(*, automatic: bool) -> CollectionDraft:
    return CollectionDraft(
        name=request.form.get("name", ""),
        description=request.form.get("description", ""),
        seen_by=request.form.get("seen_by", "me"),
        rule=_rule() if automatic else None,
    )


def _rule() -> Rule:
    if "search" in request.form:
        return Rule(search=saved_searches.draft(request.form["search"]))
    kind, community = request.form.get("kind", ""), request.form.get("community", "")
    return Rule(
        kind=next((one for one in collections.kinds() if one == kind), None),
        skill=_skill(request.form.get("skill", "").strip()),
        community=CommunityId(community) if community else None,
    )


def _skill(typed: str) -> SkillSlug | None:
    found = naming.skill(typed, viewer=viewer()) if typed else None
    if typed and found is None:
        raise Invalid(skills=f"There is no skill called {typed[:60]} here.")
    return SkillSlug(found) if found else None


def _described(collection: collections.CollectionPage) -> dict[str, str]:
    return {
        "name": collection.name,
        "description": collection.description,
        "seen_by": collection.seen_by,
        "automatic": "on" if collection.is_automatic else "",
        **({"search": collection.search} if collection.search else {}),
        "kind": collection.kind or "",
        "skill": collection.skill.name if collection.skill else "",
        "community": collection.within.id if collection.within else "",
    }


def _form(typed: Mapping[str, str], problems: Mapping[str, str], *, id: CollectionId | None = None) -> str:
    return render_template(
        "collections/form.html",
        id=id,
        typed=typed,
        problems=problems,
        kinds=collections.kinds(),
        communities=communities.open_to(viewer()),
    )
