"""Keeps needs in step with what is asked, answered and written, and deletes those that are over."""

from contextlib import suppress
from datetime import datetime, timedelta

from graph import clock, sweeps
from graph.demand import anonymous_demand, needs, writing_requests
from graph.errors import Conflict
from graph.finding import index_entries, searches
from graph.finding.index_entries import IndexedKind
from graph.ids import AnswerId, NeedId, PostId
from workers import logs, records
from workers.app import task

log = logs.named(__name__)

# How long a question may wait for an answer before it counts as a need.
WAITED = timedelta(days=3)

# The posts that people are asked to write.
WRITTEN: tuple[IndexedKind, ...] = ("tip", "link", "video")


@task
def settle(answer: AnswerId) -> None:
    """Stop counting people in a need once this answer has helped them."""
    anonymous_demand.answered(answer)


@task
def meet(post: PostId) -> None:
    """Close the needs that the author of this post was asked to write about."""
    needs.meet(post)


@task
def ask_next(need: NeedId) -> None:
    """Ask the next person to write about a need. Does nothing if nobody is left."""
    with suppress(Conflict):
        writing_requests.ask(need)


@task
def sweep() -> None:
    """Note questions that got no answer, ask others where people stay silent, and delete needs that are over."""
    with sweeps.since_last("needs") as since:
        _catch_up(since)
        unanswered = _note_unanswered(since=max(since - WAITED, clock.now() - anonymous_demand.FORGOTTEN_AFTER))
    expired = writing_requests.expire()
    records.each("people to ask to write", expired, ask_next, kind=NeedId)
    anonymous_demand.forget()
    needs.forget()
    searches.forget()
    logs.swept(log, unanswered=unanswered, expired=len(expired))


def _catch_up(since: datetime) -> None:
    """Do what was missed while the queue was down."""
    posts = [PostId(id) for kind in WRITTEN for id in index_entries.changed(kind, since=since)]
    records.each("needs that a post meets", posts, meet, kind=PostId)
    answers = [AnswerId(id) for id in index_entries.changed("answer", since=since)]
    records.each("needs that an answer meets", answers, settle, kind=AnswerId)
    records.each("people to ask to write", writing_requests.declined(since=since), ask_next, kind=NeedId)


def _note_unanswered(*, since: datetime) -> int:
    waiting = anonymous_demand.unanswered(since=since, until=clock.now() - WAITED)
    apart = records.apart("unanswered questions")
    for one in waiting:
        with apart(one.question):
            anonymous_demand.note(one.skills, "question", by=one.by, audience=one.audience, about=one.question)
    return len(waiting)
