"""Finds whom to ask, ring by ring."""

from graph import viewers
from graph.asking import asks, deadlines, widening
from graph.ids import PersonId, QuestionId
from graph.matching import candidates, experts
from graph.matching.scores import Vote
from search import query
from workers.app import task
from workers.matching import order_in_use


@task
def match_question(id: QuestionId) -> None:
    """Ask the people who can help with this question, or the next ones after somebody declined."""
    similar = query.vote(candidates.words(id), audiences=viewers.readers(id))
    votes = [Vote(key=vote.key, words=vote.words, cosine=vote.cosine) for vote in similar]
    order = order_in_use.current()
    asks.send(experts.suggest(id, votes, order=order), about=id)
    while widening.pass_empty(id):
        asks.send(experts.suggest(id, votes, order=order), about=id)


@task
def release(person: PersonId) -> None:
    """Ask the next ones about what somebody was asked who has left since. Of all others nothing changes."""
    for id in deadlines.release(person):
        match_question(id)


@task
def sweep() -> None:
    """Match the questions that nobody was asked about, because the queue was away, somebody left or stayed silent.

    And let the rings grow whose time is over.
    """
    for id in dict.fromkeys((*deadlines.release(), *deadlines.expire(), *widening.widen(), *candidates.unmatched())):
        match_question(id)
