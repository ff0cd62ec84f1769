"""More stories of lost messages: what coaches decided about posts that waited."""

from graph.approvals import decisions
from graph.notifications import inbox
from tests.company import Company
from tests.graph.approvals.waiting import look_at, send, tip
from tests.workers.lost_messages import Claim, Story, story


def says(company: Company, what: str) -> Claim:
    """Claim that Linus was told this about what he sent."""
    return lambda: what in [line.what for line in inbox.page("all", viewer=company.linus).lines]


@story("notifications.note_pending")
def post_published(company: Company) -> Story:
    look_at(company)
    id = send(tip(company), by=company.linus)
    yield {}
    decisions.publish(id, version=1, by=company.margaret)
    yield {"notifications.note_pending": says(company, "published")}


@story("notifications.note_pending")
def post_sent_back(company: Company) -> Story:
    look_at(company)
    id = send(tip(company), by=company.linus)
    yield {}
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    yield {"notifications.note_pending": says(company, "not_published")}
