"""Finds people to ask, ring by ring."""

from collections.abc import Sequence

from graph import viewers
from graph.asking import asks, deadlines, learners, widening
from graph.ids import PersonId, QuestionId
from graph.matching import candidates, experts
from graph.matching.experts import Order
from graph.matching.scores import Vote
from search import query
from workers import logs, records
from workers.app import task
from workers.matching import order_in_use
from workers.notifications import notifications

log = logs.named(__name__)


@task
def match_question(id: QuestionId) -> None:
    """Ask people who can help with this question, or the next ones after someone declined. Nobody is asked twice.

    Someone who learned it recently has a day before anyone else is asked.
    """
    if not learners.ask(id):
        _match(id)
    notifications.note(id)


@task
def release(person: PersonId) -> None:
    """If this person has left, ask others about the questions that were waiting for them."""
    for id in deadlines.release(person):
        match_question(id)


@task
def sweep() -> None:
    """Match questions that nobody is being asked about, because the queue was down or someone left or stayed silent.

    Also widen the rings whose time is up, and begin them where the one who learned it recently had a day.
    """
    released, expired, widened = deadlines.release(), deadlines.expire(), widening.widen()
    unmatched = (*learners.over(), *candidates.unmatched())
    records.each("people to ask", (*released, *expired, *widened, *unmatched), match_question, kind=QuestionId)
    logs.swept(log, released=len(released), expired=len(expired), widened=len(widened), unmatched=len(unmatched))


def _match(id: QuestionId) -> None:
    similar = query.vote(candidates.words(id), audiences=viewers.readers(id))
    votes = [Vote(key=vote.key, words=vote.words, cosine=vote.cosine) for vote in similar]
    order = order_in_use.current()
    _ask(id, votes, order)
    while widening.pass_empty(id):
        _ask(id, votes, order)
    learners.settle(id)


def _ask(id: QuestionId, votes: Sequence[Vote], order: Order) -> None:
    for one in asks.send(experts.suggest(id, votes, order=order), about=id):
        log.info("asked", question=id, person=one.person, ring=one.ring, because=one.because)
