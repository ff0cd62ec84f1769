"""The one place that decides whether what someone sends is published, or waits for a coach."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.approvals import approval_rules, pending_posts
from graph.approvals.pending_posts import Sent
from webapp.editing import drafts
from webapp.markdown import typed_texts
from webapp.shell.session import viewer


def hold(draft: Sent) -> ResponseReturnValue | None:
    """Keep what must wait, and lead to its page. Return `None` if its author publishes it directly.

    What waits already goes on waiting when its author changes it. Raises `Invalid` like what would publish it.
    """
    before = pending_posts.find(drafts.sent_before(request.form), viewer=viewer())
    why = approval_rules.why(draft, by=viewer()) or (before.why if before and before.state != "not_published" else None)
    if why is None:
        return None
    id = pending_posts.hold(draft, why, instead_of=before.id if before else None, by=viewer())
    # It is published under the same id, if it is.
    typed_texts.keep_reason(id)
    drafts.forget(pending_posts.form_of(draft))
    return redirect(url_for("pending_posts.show", id=id), 303)
