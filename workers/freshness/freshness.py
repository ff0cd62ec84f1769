"""Keeps posts fresh: which posts are due, which build on others, and who is asked to check them."""

from graph import sweeps
from graph.cards import KINDS
from graph.finding import index_entries
from graph.freshness import checks, freshness, reviews
from graph.ids import AnswerId, PostId
from graph.posts import citations
from workers import logs, records
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
        records.each("reviews", index_entries.changed_communities(since=since), reviews.reschedule, kind=str)
        changed = [PostId(id) for kind in KINDS for id in index_entries.changed(kind, since=since)]
        records.each("citations", changed, note_citations, kind=PostId)
        outdated = freshness.outdated(changed)
        records.each("posts built on an outdated one", outdated, travel, kind=PostId)
        records.each("people to ask to check", checks.declined(since=since), ask_next, kind=PostId)
    reviews.make_due()
    expired = checks.expire()
    records.each("people to ask to check", expired, ask_next, kind=PostId)
    logs.swept(log, outdated=len(outdated), expired=len(expired))
