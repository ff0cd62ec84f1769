"""Maps events to their effects: what follows from what people write, and from what happens to it.

Views say what happened; only this module and workers/company_events.py decide what to do about it. If the queue is
down, the view does not wait and nothing is lost: the sweeps find the remaining work in the graph.
"""

from graph.cards import PostKind
from graph.editing import edits
from graph.editing.edits import Edit
from graph.finding import index_entries
from graph.freshness import verification_evidence
from graph.freshness.reactions import Reacted
from graph.ids import (
    AnswerId,
    CommentId,
    FileId,
    LinkId,
    NeedId,
    PersonId,
    PostId,
    QuestionId,
    ReportId,
    ThanksId,
    TipId,
    VideoId,
    WithdrawalId,
)
from graph.media import files
from graph.posts import any_text, people_mentions
from graph.posts.texts import Text
from graph.withdrawal.withdrawals import Withdrawal
from workers import company_events, promptly
from workers.app import Queueable
from workers.demand import needs
from workers.expertise import evidence
from workers.finding import indexing
from workers.freshness import freshness
from workers.matching import matching
from workers.media import pictures, videos
from workers.notifications import notifications
from workers.posts import links
from workers.words import word_reports

INDEXED_BY: dict[PostKind, Queueable] = {
    "question": indexing.index_question,
    "tip": indexing.index_tip,
    "link": indexing.index_link,
    "video": indexing.index_video,
}

# Answers are found by their question's title too.
EDITED_BY: dict[PostKind, Queueable] = {**INDEXED_BY, "question": indexing.index_thread}


def question_asked(id: QuestionId, *, with_answer: bool = False) -> None:
    """It can be found, and people who may know the answer are asked, unless the asker answered it at once."""
    _shown(id)
    match = [] if with_answer else [matching.match_question]
    promptly.queue(id, indexing.index_question, *match, freshness.note_citations)
    with promptly.or_later(id):
        for answer in index_entries.answers_of(id) if with_answer else ():
            answer_given(answer)


def answer_given(id: AnswerId) -> None:
    """It can be found, counts as evidence for its author, and closes their ask. The asker and followers are told."""
    _shown(id)
    promptly.queue(id, notifications.note, indexing.index_answer, evidence.weigh, evidence.close_asks)
    promptly.queue(id, needs.settle, freshness.note_citations)


def answer_became_comment(id: AnswerId, *, of: QuestionId) -> None:
    """It is no longer found as an answer or counted as evidence. If it was the only answer, the next people are asked.

    A comment that became an answer follows `answer_given`.
    """
    promptly.queue(id, indexing.index_answer, evidence.weigh)
    promptly.queue(of, indexing.index_question, matching.match_question, notifications.note)


def answer_accepted(id: AnswerId) -> None:
    """It counts for more, its author is told, and nobody else is asked. Also called when this is taken back."""
    promptly.queue(id, notifications.note, indexing.index_answer, evidence.weigh, evidence.close_asks, needs.settle)


def question_closed(id: QuestionId) -> None:
    """It is found as closed. If the original question is marked as outdated later, that reaches this one too."""
    promptly.queue(id, indexing.index_question, notifications.note)


def duplicate_rejected(id: QuestionId) -> None:
    """The people who said that it was asked before are told that it stays open."""
    promptly.queue(id, notifications.note)


def question_reopened(id: QuestionId) -> None:
    """It is found as open, and people who may know the answer are asked."""
    promptly.queue(id, indexing.index_question, matching.match_question)


def text_edited(edit: Edit, *, by: PersonId) -> None:
    """It is found by its new text. If its skills changed, it is evidence for other skills, and others may be asked."""
    text = edit.of
    _shown(text.id, by=by)
    index = indexing.index_answer if text.is_answer else EDITED_BY[text.kind]
    promptly.queue(text.id, index, freshness.note_citations, notifications.note)
    if edits.changes_skills(edit):
        promptly.queue(text.post, evidence.weigh_post, *([matching.match_question] if text.kind == "question" else []))


def reaction_given(on: PostId | AnswerId, reacted: Reacted) -> None:
    """It counts for more if it works for someone, and lists show that. If outdated, posts built on it need checks."""
    promptly.queue(on, evidence.weigh, notifications.note)
    promptly.queue(reacted.post, INDEXED_BY[reacted.kind])
    if reacted.is_doubt:
        post_outdated(reacted.post)


def warnings_settled(text: Text) -> None:
    """It is found without its warnings."""
    promptly.queue(text.post, INDEXED_BY[text.kind])


def vote_cast(on: PostId | AnswerId) -> None:
    """It counts for more or less."""
    promptly.queue(on, evidence.weigh)


def comment_made(id: CommentId) -> None:
    """Readers see its files, and people are told. Comments are neither searched nor evidence."""
    _shown(id)
    promptly.queue(id, notifications.note)


def comment_edited(id: CommentId) -> None:
    """Readers see its files, and the people whom it names now are told."""
    _shown(id)
    promptly.queue(id, notifications.note)


def text_withdrawn(gone: Withdrawal) -> None:
    """It is no longer found. If it was the only answer, the next people are asked. After ten minutes, it is erased.

    If a coach withdrew it, its authors are told why.
    """
    promptly.queue(gone.id, indexing.index_withdrawal, notifications.note_takedown)
    if gone.outcome == "nameless":
        post_retired(gone.post, gone.post_kind)
    elif gone.kind == "answer":
        promptly.queue(gone.post, indexing.index_question, matching.match_question, freshness.note_citations)
    company_events.act_recorded()


def appeal_refused(id: WithdrawalId) -> None:
    """Its authors are told why it stays withdrawn."""
    promptly.queue(id, notifications.note_takedown)
    company_events.act_recorded()


def report_decided(id: ReportId) -> None:
    """The reporter is told what a coach decided."""
    promptly.queue(id, notifications.note_reported)
    company_events.act_recorded()


def text_restored(back: Withdrawal) -> None:
    """It is found again, shows its files and counts as evidence. If a coach withdrew it, its authors are told."""
    _shown(back.of)
    promptly.queue(back.id, notifications.note_takedown)
    if back.kind == "answer":
        promptly.queue(AnswerId(back.of), indexing.index_answer, evidence.weigh, freshness.note_citations)
    elif back.kind != "comment":
        promptly.queue(back.post, EDITED_BY[back.kind], evidence.weigh_post)
    company_events.act_recorded()


def post_moved(id: PostId, kind: PostKind) -> None:
    """The people of its new community find it and know what it shows, and others no longer do. Its author is told."""
    _shown(id)
    promptly.queue(id, EDITED_BY[kind], evidence.weigh_post, notifications.note)
    if kind == "question":
        promptly.queue(id, matching.match_question)


def tip_posted(id: TipId) -> None:
    """It can be found and counts as evidence for its author."""
    _shown(id)
    promptly.queue(id, indexing.index_tip, evidence.weigh, needs.meet, freshness.note_citations)


def link_shared(id: LinkId) -> None:
    """It can be found, counts as evidence for the sharer, and its page is read for a title and a picture."""
    _shown(id)
    promptly.queue(id, links.describe, indexing.index_link, evidence.weigh, needs.meet, freshness.note_citations)


def video_posted(id: VideoId) -> None:
    """It can be found, counts as evidence for its author, and is made playable. Also called when it is replaced."""
    _shown(id)
    promptly.queue(id, videos.prepare, indexing.index_video, evidence.weigh, needs.meet, freshness.note_citations)


def picture_uploaded(id: FileId) -> None:
    """It is written anew, and shown."""
    promptly.queue(id, pictures.prepare)


def captions_written(id: VideoId) -> None:
    """It can be found by the words spoken in it."""
    promptly.queue(id, indexing.index_video, word_reports.look)


def ask_declined(question: QuestionId) -> None:
    """The next person is asked."""
    promptly.queue(question, matching.match_question)


def skill_disclaimed(by: PersonId, question: QuestionId) -> None:
    """They are no longer found by this skill, and the next person is asked."""
    promptly.queue(by, indexing.index_person)
    promptly.queue(question, matching.match_question)


def thanked(id: ThanksId, *, on: PostId | AnswerId | None) -> None:
    """They are told. Thanks for a post or an answer counts as evidence. Also called when it is taken back."""
    if on:
        promptly.queue(on, notifications.note)
        promptly.queue(id, evidence.weigh_thanks)
    else:
        promptly.queue(id, notifications.note_personal)


def post_verified(id: PostId, *, by: PersonId) -> None:
    """The person who verified it has shown that they know the subject."""
    with promptly.or_later(id):
        verification_evidence.note(id, by=by)
    promptly.queue(id, evidence.weigh_post)


def post_outdated(id: PostId) -> None:
    """Posts that build on it need a check, and the people who know the subject best are asked."""
    promptly.queue(id, freshness.travel, notifications.note)


def doubt_taken_back(id: PostId, kind: PostKind) -> None:
    """It is found in its current state."""
    promptly.queue(id, INDEXED_BY[kind])


def post_retired(id: PostId, kind: PostKind) -> None:
    """It is no longer found or counted as evidence. Also called when it is brought back, which reverses both."""
    promptly.queue(id, INDEXED_BY[kind], evidence.weigh_post, notifications.note)


def owner_changed(id: PostId) -> None:
    """The new owner is told."""
    promptly.queue(id, notifications.note)


def suggestion_declined(id: PostId | AnswerId) -> None:
    """The person who suggested the edit is told."""
    promptly.queue(id, notifications.note)


def asker_revealed(id: QuestionId) -> None:
    """The asker is told who saw their name."""
    promptly.queue(id, notifications.note)
    company_events.act_recorded()


def colleague_asked(id: QuestionId) -> None:
    """They are told. Also called when an ask is passed on."""
    promptly.queue(id, notifications.note)


def check_declined(post: PostId) -> None:
    """The next person is asked."""
    promptly.queue(post, freshness.ask_next)


def commission_declined(need: NeedId) -> None:
    """The next person is asked to write."""
    promptly.queue(need, needs.ask_next)


def _shown(on: PostId | AnswerId | CommentId, *, by: PersonId | None = None) -> None:
    """Show readers the files that a text names, and notify the people it names. Most texts name neither."""
    promptly.queue(on, word_reports.look)
    with promptly.or_later(on):
        if any_text.names_something(on):
            files.show_in_post(on, by=by)
            people_mentions.note(on)
            promptly.queue(on, notifications.note)
