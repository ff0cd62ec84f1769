"""The one place that decides whether what someone sends is published, or waits for a coach.

It waits because of its community's rule, or because it has a word that coaches want to see first. The second is so for
everyone, coaches and admins too, so that it tells nothing about who asked anonymously. Or a post looks like spam.
"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.approvals import approval_rules, pending_posts, sent_drafts
from graph.approvals.pending_posts import Why
from graph.approvals.sent_drafts import AnswerDraft, Sent
from graph.communities import memberships
from graph.posts.links import LinkDraft
from graph.posts.questions import QuestionDraft
from graph.spam import suspicions
from graph.spam.suspicions import Suspicion
from webapp.editing import drafts
from webapp.markdown import typed_texts, typed_words
from webapp.shell.session import me, viewer


def hold(draft: Sent) -> ResponseReturnValue | None:
    """Keep what must wait, and lead to its page. Return `None` if its author publishes it directly.

    Before, the author joins the community if they pressed the button for that.

    What waits already goes on waiting when its author changes it. Raises `Invalid` like what would publish it.
    """
    _join_first(draft)
    before = pending_posts.find(drafts.sent_before(request.form), viewer=viewer())
    why = _why(draft) or _suspicion(draft) or (before.why if before and before.state != "not_published" else None)
    if why is None:
        return None
    id = pending_posts.hold(draft, why, instead_of=before.id if before else None, by=viewer())
    # It is published under the same id, if it is.
    typed_texts.keep(id)
    drafts.forget(sent_drafts.form_of(draft))
    return redirect(url_for("pending_posts.show", id=id), 303)


def _join_first(draft: Sent) -> None:
    """Make the author a member where only members post. Not when they ask anonymously: new members are seen."""
    is_nameless = isinstance(draft, QuestionDraft) and draft.is_anonymous
    if (slug := request.form.get("join", "")) and not is_nameless:
        memberships.join(slug, by=me().id)


def _why(draft: Sent) -> Why | None:
    return approval_rules.why(draft, by=viewer()) or ("word" if _has_held_word(draft) else None)


def _suspicion(draft: Sent) -> Suspicion | None:
    """Return why a post looks like spam, if it does. Answers are published and looked at afterwards."""
    if isinstance(draft, AnswerDraft):
        return None
    url = draft.url if isinstance(draft, LinkDraft) else ""
    text = "\n".join((draft.title, url, draft.body.markdown))
    if isinstance(draft, QuestionDraft) and draft.is_anonymous:
        return suspicions.without_a_name(text)
    return suspicions.of(text, by=viewer())


def _has_held_word(draft: Sent) -> bool:
    if isinstance(draft, AnswerDraft):
        return typed_words.has_held([draft.body.markdown], on=draft.question, community=None)
    own_answer = draft.own_answer if isinstance(draft, QuestionDraft) else None
    texts = [draft.title, draft.body.markdown, *([own_answer.markdown] if own_answer else [])]
    return typed_words.has_held(texts, on="", community=draft.community)
