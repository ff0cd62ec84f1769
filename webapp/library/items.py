"""The posts in a collection: adding, removing and ordering them."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import NotFound
from graph.ids import CollectionId, PostId
from graph.library import items
from graph.posts import sidebar
from webapp.shell import addresses
from webapp.shell.session import viewer

bp = Blueprint("items", __name__)


@bp.post("/posts/<id>/collections")
def add(id: PostId) -> ResponseReturnValue:
    """Add a post to the chosen collection. If none is chosen, show the form for a new collection with this post."""
    chosen = CollectionId(request.form.get("collection", ""))
    if not chosen:
        return redirect(url_for("collections.new", post=id), 303)
    items.add(chosen, id, by=viewer())
    return redirect(addresses.of_post(sidebar.of(id, viewer=viewer()).kind, id, anchor="kept-in"), 303)


@bp.post("/collections/<id>/posts/<post>")
def change(id: CollectionId, post: PostId) -> ResponseReturnValue:
    """Move a post up or down, or remove it. This is how people order a collection without a script."""
    wanted = request.form.get("move")
    if wanted == "out":
        items.take_out(id, post, by=viewer())
    elif wanted in ("up", "down"):
        items.move(id, post, wanted, by=viewer())
    else:
        raise NotFound("You can only move a post up, down or out.")
    return redirect(url_for("collections.show", id=id, _anchor=f"post-{post}"), 303)


@bp.post("/collections/<id>/order")
def arrange(id: CollectionId) -> ResponseReturnValue:
    """Put the posts in the order in which they were dragged."""
    items.arrange(id, [PostId(post) for post in request.form.getlist("post")], by=viewer())
    return redirect(url_for("collections.show", id=id), 303)
