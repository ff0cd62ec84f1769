"""Mentoring: my goals and what could become one, what my reports share with me, and what I teach on which terms."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph.circles import circles, openings
from graph.mentoring import goal_proposals, goals, offers, replies, requests, shared_goals, tip_nudges
from graph.mentorships import impact, mentorships, plans
from graph.office_hours import bookings, hours
from graph.pairing import seekers, suggested
from webapp.people import wall_clocks
from webapp.shell.session import me, viewer

bp = Blueprint("desk", __name__, url_prefix="/mentoring")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template("mentoring/show.html", here=wall_clocks.here(), **_waiting(), **_goals(), **_teaching())


def _waiting() -> dict[str, object]:
    """Return what waits for the viewer, and what runs."""
    return {
        "wanted": replies.waiting(viewer=viewer()),
        "requests": requests.mine(viewer=viewer()),
        "mentorships": mentorships.mine(viewer=viewer()),
        "ways": plans.ways(viewer=viewer()),
        "bookings": bookings.mine(viewer=viewer()),
        "own_circles": circles.mine(viewer=viewer()),
        "joinable": openings.of(viewer=viewer()),
    }


def _goals() -> dict[str, object]:
    return {
        "goals": goals.mine(viewer=viewer()),
        "new": suggested.new(viewer=viewer()),
        "tip_nudges": tip_nudges.due(viewer=viewer()),
        "proposed": goal_proposals.of(viewer=viewer()),
        "shared": shared_goals.of_reports(viewer=viewer()),
    }


def _teaching() -> dict[str, object]:
    return {
        "teaching": offers.find(me().id, viewer=viewer()),
        "impact": impact.helped(viewer=viewer()),
        "sought": seekers.sought(viewer=viewer()),
        "hours": hours.mine(viewer=viewer()),
    }
