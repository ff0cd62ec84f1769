"""Maps events to their effects: what follows when coaches change what others wrote, or close it. See events.py."""

from collections.abc import Iterable

from graph.cards import PostKind
from graph.ids import PostId, WithdrawalId
from workers import company_events, promptly
from workers.events import EDITED_BY
from workers.finding import purging
from workers.freshness import freshness
from workers.notifications import notifications


def passage_redacted(post: PostId, kind: PostKind, *, told: Iterable[WithdrawalId]) -> None:
    """It is no longer found, and no longer in the files of the search index. Its authors are told why."""
    promptly.queue(post, EDITED_BY[kind], freshness.note_citations)
    for notice in told:
        promptly.queue(notice, notifications.note_takedown)
    with promptly.or_later("index"):
        purging.sweep.apply_async((), retry=False)
    company_events.act_recorded()
