"""Whom the demo's people asked for help, what those replied, and a request to reveal an asker."""

from contextlib import suppress
from datetime import datetime, timedelta

from graph import clock
from graph.asking import asks, deadlines, inbox, referrals, widening
from graph.errors import Invalid
from graph.ids import QuestionId
from graph.moderation import unmaskings
from graph.viewers import Viewer
from webapp.demo import names
from webapp.demo.content import Company
from webapp.demo.events import Ask
from webapp.demo.posts import FRESH
from workers.matching import matching

# Longer than any ring waits for an answer.
DAYS_PER_RING = 4


def send(company: Company, *, now: datetime) -> None:
    """Ask colleagues by name, and let them accept, decline or pass it on."""
    for one in company.asks:
        question = QuestionId(names.post(one.question))
        # If this step was interrupted, some of them have been asked already.
        with suppress(Invalid), clock.put_back(now - timedelta(days=one.days, hours=3)):
            referrals.invite(question, f"{one.of}@example.com", by=names.viewer(one.by))
        with clock.put_back(now - timedelta(days=one.days, hours=1)):
            _reply(one, question, by=names.viewer(one.of))


def reveal(company: Company, *, now: datetime) -> None:
    """Let a coach ask for the name of an anonymous asker. Another coach has yet to agree."""
    for one in company.unmaskings:
        with clock.put_back(now - timedelta(days=one.days)):
            unmaskings.request(QuestionId(names.post(one.question)), one.reason, by=names.viewer(one.by))


def exhaust(company: Company, *, now: datetime) -> None:
    """Ask one ring after the other about the questions that are still unsolved, until nobody is left to ask."""
    for one in company.questions:
        for day in range(one.days, 0, -DAYS_PER_RING) if one.is_unsolved else ():
            with clock.put_back(now - timedelta(days=day)):
                deadlines.expire()
                widening.widen()
                matching.match_question(QuestionId(names.post_id(one)))


def match(company: Company) -> None:
    """Look for experts for the new questions now, because no worker may be running yet. Nobody is asked twice."""
    for one in company.questions:
        if timedelta(days=one.days) < FRESH:
            matching.match_question(QuestionId(names.post_id(one)))


def _reply(entry: Ask, question: QuestionId, *, by: Viewer) -> None:
    for id in [ask.id for ask in inbox.asks(viewer=by) if ask.question == question]:
        if entry.reply == "accepted":
            asks.accept(id, by=by.id)
        elif entry.reply == "declined":
            asks.decline(id, entry.reason, by=by.id)
        elif entry.reply == "passed":
            referrals.pass_on(id, f"{entry.passed_to}@example.com", by=by)
