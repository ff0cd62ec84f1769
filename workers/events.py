"""What follows from what. Views tell what happened; here, and nowhere else, stands what is done about it.

If the queue is away the view is not held up, and nothing is lost: the sweeps find in the graph what is still to do.
"""

import logging

from celery.exceptions import OperationalError

from graph.ids import AnswerId, CommentId, PersonId, PostId, QuestionId, SkillSlug, TipId
from workers import evidence, indexing, matching
from workers.app import Queueable

logger = logging.getLogger(__name__)


def question_asked(id: QuestionId) -> None:
    """It can be found, and those who may know the answer are asked."""
    _queue(id, indexing.index_question, matching.match_question)


def answer_given(id: AnswerId) -> None:
    """It can be found, speaks for its author, and closes their ask."""
    _queue(id, indexing.index_answer, evidence.weigh, evidence.close_asks)


def answer_accepted(id: AnswerId) -> None:
    """It weighs more, its question counts as answered, and nobody else needs to. The same when it is taken back."""
    _queue(id, indexing.index_answer, evidence.weigh, evidence.close_asks)


def vote_cast(on: PostId | AnswerId) -> None:
    """It weighs more or less."""
    _queue(on, evidence.weigh)


def comment_made(id: CommentId) -> None:
    """Nothing yet: comments are neither searched nor evidence."""


def tip_posted(id: TipId) -> None:
    """It can be found and speaks for its author."""
    _queue(id, indexing.index_tip, evidence.weigh)


def person_changed(id: PersonId) -> None:
    """They are found by their new words, or not any more if they left."""
    _queue(id, indexing.index_person)


def skill_changed(slug: SkillSlug) -> None:
    """It is found by its new name and aliases."""
    _queue(slug, indexing.index_skill)


def community_changed(slug: str) -> None:
    """It and its posts are found by their audience of now, and only there its evidence counts."""
    _queue(slug, indexing.index_community, evidence.recount_community)


def ask_declined(question: QuestionId) -> None:
    """The next person is asked."""
    _queue(question, matching.match_question)


def _queue(id: str, *tasks: Queueable) -> None:
    try:
        for task in tasks:
            task.apply_async((id,), retry=False)
    except OperationalError:
        logger.warning("The queue does not answer; the next sweep will catch up with %s.", id)
