"""Maps events to their effects: what follows when coaches change what others wrote, or close it. See events.py."""

from collections.abc import Iterable

from graph.cards import PostKind
from graph.ids import AnswerId, PostId, QuestionId, WithdrawalId
from workers import company_events, events, promptly
from workers.events import EDITED_BY
from workers.expertise import evidence
from workers.finding import indexing, purging
from workers.freshness import freshness
from workers.matching import matching
from workers.notifications import notifications


def passage_redacted(post: PostId, kind: PostKind, *, told: Iterable[WithdrawalId]) -> None:
    """It is no longer found, and no longer in the files of the search index. Its authors are told why."""
    promptly.queue(post, EDITED_BY[kind], freshness.note_citations)
    for notice in told:
        promptly.queue(notice, notifications.note_takedown)
    with promptly.or_later("index"):
        purging.sweep.apply_async((), retry=False)
    company_events.act_recorded()


def post_locked(id: PostId) -> None:
    """Its author is told."""
    promptly.queue(id, notifications.note)
    company_events.act_recorded()


def post_unlocked(id: PostId, kind: PostKind) -> None:
    """If it is a question that waits, people are asked again."""
    if kind == "question":
        promptly.queue(id, matching.match_question)
    company_events.act_recorded()


def question_closed_for(id: QuestionId) -> None:
    """It is found as closed, and its asker is told why."""
    promptly.queue(id, indexing.index_question, notifications.note)
    company_events.act_recorded()


def question_opened_again(id: QuestionId) -> None:
    """It is found as open, and people who may know the answer are asked."""
    promptly.queue(id, indexing.index_question, matching.match_question)
    company_events.act_recorded()


def questions_merged(lost: QuestionId, kept: QuestionId) -> None:
    """Answers are found with what is kept, and count as evidence for its skills. Authors are told."""
    promptly.queue(kept, indexing.index_thread, evidence.weigh_post, freshness.note_citations, notifications.note)
    promptly.queue(lost, indexing.index_question, freshness.note_citations, notifications.note)
    company_events.act_recorded()


def answer_split_off(id: AnswerId, *, to: QuestionId, of: QuestionId) -> None:
    """It is found as a question, and experts are asked. It is evidence no longer. Its author is told.

    If it was the only answer, people are asked again for the question that it was on.
    """
    promptly.queue(id, indexing.index_answer, evidence.weigh)
    events.question_asked(to)
    promptly.queue(to, evidence.weigh_post, notifications.note)
    promptly.queue(of, indexing.index_question, matching.match_question, freshness.note_citations)
    company_events.act_recorded()


def wiki_changed(id: PostId) -> None:
    """Its author is told, unless they did it."""
    promptly.queue(id, notifications.note)
    company_events.act_recorded()


def machine_mark_changed(id: PostId | AnswerId) -> None:
    """It counts as evidence only if somebody else finds it good, or again like any other. Its author is told."""
    promptly.queue(id, evidence.weigh, notifications.note)
    company_events.act_recorded()
