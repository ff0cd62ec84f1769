"""Keeps needs in step with what is asked, answered and written, and forgets what is over."""

from contextlib import suppress
from datetime import datetime, timedelta

from graph import clock, sweeps
from graph.demand import commissions, needs, wishes
from graph.errors import Conflict
from graph.finding import searches
from graph.ids import AnswerId, NeedId, PostId
from workers.app import task

# So long a question may wait for an answer before it counts as something that is missing.
WAITED = timedelta(days=3)


@task
def settle(answer: AnswerId) -> None:
    """Drop the wishes that this answer has fulfilled."""
    wishes.answered(answer)


@task
def meet(post: PostId) -> None:
    """Close the needs that this post was asked for."""
    needs.meet(post)


@task
def ask_next(need: NeedId) -> None:
    """Ask somebody else to write, if there is anybody."""
    with suppress(Conflict):
        commissions.ask(need)


@task
def sweep() -> None:
    """Note questions that wait in vain, ask others for those who are silent, and forget what is over."""
    with sweeps.since_last("needs") as since:
        _note_unanswered(since=max(since - WAITED, clock.now() - wishes.FORGOTTEN_AFTER))
    for need in commissions.expire():
        ask_next(need)
    wishes.forget()
    needs.forget()
    searches.forget()


def _note_unanswered(*, since: datetime) -> None:
    for one in wishes.unanswered(since=since, until=clock.now() - WAITED):
        wishes.note(one.skills, "question", by=one.asker, audience=one.audience, about=one.question)
