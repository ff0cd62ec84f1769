"""Votes on posts and answers."""

from typing import cast

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import PostId
from graph.posts import votes
from graph.posts.votes import VoteValue
from webapp.shell import addresses, pages
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("votes", __name__)

VALUES = {"up": 1, "down": -1, "none": 0}


@bp.post("/votes/<on>")
def cast_vote(on: PostId) -> ResponseReturnValue:
    chosen = request.form.get("vote", "")
    if chosen not in VALUES:
        raise Invalid(vote="A vote must be up, down or none.")
    tally = votes.cast(on, cast(VoteValue, VALUES[chosen]), by=viewer())
    events.vote_cast(on)
    return swap_of(tally)


def swap_of(tally: votes.Tally) -> ResponseReturnValue:
    return pages.swap(
        "components/_vote.html",
        otherwise=addresses.of_post(tally.kind, tally.post),
        on=tally.on,
        score=tally.score,
        my_vote=tally.my_vote,
    )
