"""People who report texts, and how right they were before."""

from graph import viewers
from graph.communities import memberships
from graph.ids import PersonId
from graph.posts import comments
from graph.reporting import reports
from graph.reporting.reports import ReportDraft, Text
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests.company import Company, text

RUDE = ReportDraft(reason="rude")


def report(id: Text, *people: Viewer) -> None:
    """Let people report a text."""
    for one in people:
        reports.report(id, RUDE, by=one)


def proven(company: Company, id: PersonId, *, wrong: int = 0) -> Viewer:
    """Let someone join the platform engineers who was right about a report once, and wrong so many times."""
    memberships.join(company.platform, by=id)
    memberships.admit(company.platform, id, by=company.margaret.id)
    me = viewers.get(id)
    for number in range(wrong + 1):
        spam = comments.make(company.platform_question, text(f"Cheap shoes {number}"), by=company.linus).id
        report(spam, me)
        if number:
            reports.decline(spam, by=company.margaret)
        else:
            act = withdrawals.withdraw(rules.outlook(spam, viewer=company.margaret), reason="Spam", by=company.margaret)
            reports.uphold(act)
    return me
