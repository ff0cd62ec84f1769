"""Keeps posts fresh: which posts are due, which build on others, and who is asked to check them."""

from graph import sweeps
from graph.cards import KINDS
from graph.finding import index_entries
from graph.freshness import checks, freshness, reviews
from graph.ids import AnswerId, PostId
from graph.posts import citations
from workers import logs
from workers.app import task

log = logs.named(__name__)


@task
def note_citations(id: PostId | AnswerId) -> None:
    """Note which posts a post or an answer cites."""
    citations.note([id])


@task
def travel(id: PostId) -> None:
    """Mark posts built on an outdated post, and ask the people who know best to check all of them."""
    for post in (id, *freshness.travel(id)):
        checks.ask(post)


@task
def ask_next(id: PostId) -> None:
    """Ask the next person after someone declined a check."""
    checks.ask(id)


@task
def reschedule(slug: str) -> None:
    """Reschedule a community's reviews for its new interval."""
    reviews.reschedule(slug)


@task
def sweep() -> None:
    """Do what is due now, and what was missed while the queue was down."""
    with sweeps.since_last("freshness") as since:
        reviews.schedule(since=since)
        for slug in index_entries.changed_communities(since=since):
            reviews.reschedule(slug)
        changed = [PostId(id) for kind in KINDS for id in index_entries.changed(kind, since=since)]
        citations.note(changed)
        outdated = freshness.outdated(changed)
        for id in outdated:
            travel(id)
        for id in checks.declined(since=since):
            ask_next(id)
    reviews.make_due()
    expired = checks.expire()
    for id in expired:
        checks.ask(id)
    logs.swept(log, outdated=len(outdated), expired=len(expired))
