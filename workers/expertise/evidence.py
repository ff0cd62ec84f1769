"""Keeps what people are known for in step with what they write and how it is received."""

from datetime import datetime

from graph import sweeps
from graph.asking import asks
from graph.cards import KINDS
from graph.communities import visibility
from graph.expertise import endorsement_worth, evidence, inferred_levels, thanks_evidence
from graph.finding import index_entries
from graph.freshness import verification_evidence
from graph.ids import AnswerId, MergeId, PersonId, PostId, ThanksId
from graph.merging import merges
from graph.people import inference_consent
from workers import logs, records
from workers.app import task

log = logs.named(__name__)


@task
def weigh(id: AnswerId | PostId) -> None:
    """Weigh an answer, tip, link or video. Does nothing for a question."""
    evidence.weigh(id)


@task
def weigh_post(id: PostId) -> None:
    """Weigh a post with everything on it, after it was retired, brought back, verified or given other skills."""
    evidence.weigh_post(id)


@task
def weigh_person(id: PersonId) -> None:
    """Weigh all evidence of a person, after they chose whether the site may infer their skills."""
    evidence.weigh_person(id)


@task
def weigh_thanks(id: ThanksId) -> None:
    """Count thanks as evidence, or no longer, after it was given or taken back."""
    thanks_evidence.count(id)


@task
def close_asks(answer: AnswerId) -> None:
    """Close the asks that this answer has settled."""
    asks.close(answer)


@task
def recount_community(slug: str) -> None:
    """Weigh everything in a community again for its new audience, and what its members say of each other's skills."""
    visibility.settle(slug)
    evidence.recount_community(slug)
    endorsement_worth.settle_community(slug)


@task
def recount_merge(id: MergeId) -> None:
    """Weigh everything again for the people known for skills that were merged or separated."""
    evidence.recount(merges.concerned(id)[1])


@task
def tidy() -> None:
    """Recalculate, once a day, how much evidence each level takes in each skill."""
    inferred_levels.mark()


@task
def sweep() -> None:
    """Weigh everything written, voted on or chosen since the last sweep, in case the queue was down.

    If the operator has changed the mode, weigh everything.
    """
    if inference_consent.changed_mode():
        evidence.recount()
    with sweeps.since_last("evidence") as since:
        records.each("evidence of a merge", merges.changed(since=since), recount_merge, kind=MergeId)
        communities = index_entries.changed_communities(since=since)
        records.each("evidence in a community", communities, recount_community, kind=str)
        records.each("evidence of a person", inference_consent.chosen(since=since), weigh_person, kind=PersonId)
        verification_evidence.note_missing(since=since)
        records.each("evidence of thanks", thanks_evidence.changed(since=since), thanks_evidence.count, kind=ThanksId)
        _weigh_changed(since)


def _weigh_changed(since: datetime) -> None:
    posts = [PostId(id) for kind in KINDS for id in index_entries.changed(kind, since=since)]
    # Answers that became comments are no longer on a post.
    answers = [AnswerId(id) for id in index_entries.changed("answer", since=since)]
    proofs = dict.fromkeys((*answers, *(proof for post in posts for proof in evidence.on(post))))
    records.each("evidence", proofs, evidence.weigh, kind=PostId)
    records.each("asks that an answer settled", answers, close_asks, kind=AnswerId)
    logs.swept(log, posts=len(posts), answers=len(answers))
