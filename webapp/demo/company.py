"""Adds the company of the demo to a site, with two years of its life. Content that exists already stays unchanged."""

from datetime import datetime

from graph.expertise import evidence
from graph.freshness import reviews
from graph.imports import keys, replies, sites, skills
from graph.imports.replies import ImportedComment
from webapp.demo import asks, communities, content, demand, edits, library, people, posts, reactions
from webapp.demo import skills as vocabulary
from webapp.demo.content import Company
from webapp.demo.names import SITE


def move_in(*, password_hash: str) -> None:
    """Add the people, their communities, what they wrote and what came of it. They all sign in with the same password.

    Comments are written last: once they are there, so is everything else. All dates count from the first run.
    """
    company = content.read()
    now = sites.begin(SITE, moved_by_days=0).at
    comments = posts.comments(company, now=now)
    there = keys.known("comment", [one.key for one in comments])
    if len(there) == len(comments):
        return
    people.employ(company, password_hash=password_hash, now=now)
    communities.found(company, now=now)
    vocabulary.add(company, now=now)
    posts.write(company, now=now)
    posts.share(company, now=now)
    reactions.vote(company, now=now)
    skills.show_to_readers()
    people.speak(company, now=now)
    vocabulary.name(company)
    evidence.recount()
    _live(company, now=now)
    _comment([one for one in comments if one.key not in there])


def ask_experts() -> None:
    """Look for experts for the new questions."""
    asks.match(content.read())


def _live(company: Company, *, now: datetime) -> None:
    reactions.give(company, now=now)
    reactions.close(company, now=now)
    people.endorse(company, now=now)
    edits.make(company, now=now)
    edits.propose(company, now=now)
    reactions.review(company, now=now)
    library.keep(company, now=now)
    demand.note(company, now=now)
    asks.send(company, now=now)
    asks.reveal(company, now=now)
    people.leave(company, now=now)
    demand.commission(company)
    reviews.make_due()


def _comment(comments: list[ImportedComment]) -> None:
    replies.comment(comments)
