"""Maps events to their effects: what follows when coaches decide about what waits to be published. See events.py."""

from graph.approvals.decisions import Published
from graph.approvals.sent_drafts import AnswerDraft
from graph.ids import AnswerId, LinkId, PendingPostId, PostId, QuestionId, TipId, VideoId
from graph.media.videos import VideoDraft
from graph.posts.links import LinkDraft
from graph.posts.questions import QuestionDraft
from graph.posts.tips import TipDraft
from workers import company_events, events, promptly
from workers.notifications import notifications


def post_published(published: Published) -> None:
    """It is a post like any other, as if its author had published it now. They are told."""
    id = PostId(published.id)
    match published.draft:
        case QuestionDraft():
            events.question_asked(QuestionId(id), with_answer=published.with_answer)
        case TipDraft():
            events.tip_posted(TipId(id))
        case LinkDraft():
            events.link_shared(LinkId(id))
        case VideoDraft():
            events.video_posted(VideoId(id))
        case AnswerDraft():
            events.answer_given(AnswerId(id))
    promptly.queue(published.id, notifications.note_pending)
    company_events.act_recorded()


def post_sent_back(id: PendingPostId) -> None:
    """Its author is told why."""
    promptly.queue(id, notifications.note_pending)
    company_events.act_recorded()
