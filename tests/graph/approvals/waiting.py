"""What the stories of approval have in common: Margaret's platform engineers look at first posts."""

from dataclasses import replace

from graph import driver
from graph.approvals import approval_rules, decisions, pending_posts
from graph.approvals.approval_rules import ApprovalRule, Scope
from graph.approvals.decisions import ForCoaches
from graph.approvals.pending_posts import PendingPost
from graph.approvals.sent_drafts import Sent
from graph.ids import CommunityId, PendingPostId
from graph.posts.questions import QuestionDraft
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from tests.company import Company, question, text


def look_at(company: Company, scope: Scope = "first", first_posts: int = 1) -> None:
    """Let Margaret look at posts of the platform engineers before others see them."""
    approval_rules.change(company.platform, ApprovalRule(scope=scope, first_posts=first_posts), by=company.margaret)


def place(company: Company) -> CommunityId:
    """Return the platform engineers."""
    return CommunityId(next(one for one in company.ada.audiences if one != "everyone"))


def tip(company: Company, title: str = "Rotate keys with make") -> TipDraft:
    """Return a tip for the platform engineers."""
    return TipDraft(title=title, body=text("`make keys`"), skills=("tls",), community=place(company))


def ask(company: Company, *, is_anonymous: bool = False) -> QuestionDraft:
    """Return a question to the platform engineers."""
    draft = question("Who has the root key?", "tls", community=place(company), is_anonymous=is_anonymous)
    return replace(draft, own_answer=text("Margaret has it."))


def send(draft: Sent, *, by: Viewer) -> PendingPostId:
    """Let someone send what has to wait."""
    why = approval_rules.why(draft, by=by)
    assert why
    return pending_posts.hold(draft, why, by=by)


def sent(id: PendingPostId, *, by: Viewer) -> PendingPost:
    """Return what someone sent, as they see it."""
    found = pending_posts.find(id, viewer=by)
    assert found
    return found


def waits_for(viewer: Viewer) -> ForCoaches:
    """Return the one thing that waits for someone."""
    [found] = decisions.waiting(viewer=viewer)
    return found


def posts() -> int:
    """Return how many posts and answers there are."""
    return driver.read("MATCH (text) WHERE text:Post OR text:Answer RETURN count(text) AS number")[0]["number"]
