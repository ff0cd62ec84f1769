"""Finds whom to ask."""

from graph import asks, candidates, experts
from graph.ids import QuestionId
from graph.merits import Vote
from search import query
from workers.app import task


@task
def match_question(id: QuestionId) -> None:
    """Ask the people who can help with this question, or the next ones after somebody declined."""
    similar = query.vote(candidates.words(id))
    votes = [Vote(key=vote.key, words=vote.words, cosine=vote.cosine) for vote in similar]
    asks.send(experts.suggest(id, votes), about=id)


@task
def sweep() -> None:
    """Match the questions that nobody was asked about, because the queue was away or somebody stayed silent."""
    for id in (*asks.expire(), *candidates.unmatched()):
        match_question(id)
