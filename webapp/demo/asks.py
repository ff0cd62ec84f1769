"""Whom the demo's people asked for help, what those replied, and a request to reveal an asker."""

from datetime import datetime, timedelta

from graph import clock
from graph.asking import asks, inbox, referrals
from graph.ids import AskId, QuestionId
from graph.moderation import unmaskings
from graph.viewers import Viewer
from webapp.demo import names
from webapp.demo.content import Ask, Company
from webapp.demo.posts import FRESH
from workers.matching import matching


def send(company: Company, *, now: datetime) -> None:
    """Ask colleagues by name, and let them accept, decline or pass it on."""
    for one in company.asks:
        question = QuestionId(names.post(one.question))
        with clock.put_back(now - timedelta(days=one.days, hours=3)):
            referrals.invite(question, f"{one.of}@example.com", by=names.viewer(one.by))
        if one.reply != "none":
            with clock.put_back(now - timedelta(days=one.days, hours=1)):
                _reply(one, _sent(question, to=names.viewer(one.of)), by=names.viewer(one.of))


def reveal(company: Company, *, now: datetime) -> None:
    """Let a coach ask for the name of an anonymous asker. Another coach has yet to agree."""
    for one in company.unmaskings:
        with clock.put_back(now - timedelta(days=one.days)):
            unmaskings.request(QuestionId(names.post(one.question)), one.reason, by=names.viewer(one.by))


def match(company: Company) -> None:
    """Look for experts for the new questions now, because no worker may be running yet. Nobody is asked twice."""
    for one in company.questions:
        if timedelta(days=one.days) < FRESH:
            matching.match_question(QuestionId(names.post_id(one)))


def _sent(question: QuestionId, *, to: Viewer) -> AskId:
    return next(ask.id for ask in inbox.asks(viewer=to) if ask.question == question)


def _reply(entry: Ask, id: AskId, *, by: Viewer) -> None:
    match entry.reply:
        case "accepted":
            asks.accept(id, by=by.id)
        case "declined":
            asks.decline(id, entry.reason, by=by.id)
        case "passed":
            referrals.pass_on(id, f"{entry.passed_to}@example.com", by=by)
        case "none":
            pass
