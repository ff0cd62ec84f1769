"""Adds the company of the demo to a site, with two years of its life. Content that exists already stays unchanged."""

from datetime import datetime
from functools import partial
from typing import Protocol

from graph.imports import sites
from webapp.demo import (
    asks,
    communities,
    content,
    demand,
    edits,
    library,
    mentoring,
    office_hours,
    people,
    posts,
    reactions,
    recognition,
    skills,
    videos,
    withdrawals,
)
from webapp.demo.content import Company
from webapp.demo.names import SITE


class Step(Protocol):
    """A part of the company's life. If it is interrupted, it can be done again."""

    def __call__(self, company: Company, *, now: datetime) -> None: ...


# In this order, because each stands on those before it.
STEPS: dict[str, Step] = {
    "communities": communities.found,
    "skills": skills.add,
    "posts": posts.write,
    "links": posts.share,
    "videos": videos.share,
    "votes": reactions.vote,
    "levels": people.speak,
    "names": skills.name,
    "reactions": reactions.give,
    "duplicates": reactions.close,
    "endorsements": people.endorse,
    "experts": recognition.name,
    "thanks": recognition.thank,
    "mentoring": mentoring.pair,
    "circles": mentoring.gather,
    "office hours": office_hours.hold,
    "edits": edits.make,
    "proposals": edits.propose,
    "reviews": reactions.review,
    "library": library.keep,
    "searches": demand.note,
    "asks": asks.send,
    "unmaskings": asks.reveal,
    "comments": posts.comment,
    "withdrawals": withdrawals.withdraw,
    "departures": people.leave,
    "commissions": demand.commission,
}


def move_in(*, password_hash: str) -> bool:
    """Add the people, their communities, what they wrote and what came of it. They all sign in with the same password.

    Each step is done once, so that an interrupted first time goes on where it was, and a second time changes nothing.
    All dates count from the first time. Returns whether something was added.
    """
    company, now = content.read(), sites.begin(SITE, moved_by_days=0).at
    done = {one.site for one in sites.every()}
    steps = {"people": partial(people.employ, password_hash=password_hash), **STEPS}
    todo = {f"{SITE}: {name}": step for name, step in steps.items() if f"{SITE}: {name}" not in done}
    for name, step in todo.items():
        step(company, now=now)
        sites.begin(name, moved_by_days=0)
    return bool(todo)


def ask_experts() -> None:
    """Look for experts for the new questions, and tell how those fared that nobody could answer."""
    company, now = content.read(), sites.begin(SITE, moved_by_days=0).at
    asks.exhaust(company, now=now)
    asks.match(company)
