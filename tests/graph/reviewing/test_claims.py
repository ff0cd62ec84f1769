"""Claims: Margaret looks at an item, and Ada, who coaches too, sees that."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import memberships
from graph.errors import Conflict
from graph.posts import answers
from graph.reporting import reports
from graph.reviewing import claims, queue
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.reviewing.desk import SPAM, kinds, suggest


@pytest.fixture
def report(company: Company) -> str:
    """The key of a report that waits for Margaret and Ada, before a suggested edit."""
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    suggest(company)
    answer = answers.give(company.platform_question, text("Buy shoes."), by=company.linus)
    reports.report(answer, SPAM, by=viewers.get(company.tim.id))
    return f"report:{answer}"


def claimed_by(key: str, viewer: Viewer) -> str | None:
    [found] = (one for one in queue.waiting(viewer=viewer) if one.key == key)
    return found.claimed_by and found.claimed_by.name


def test_others_see_who_looks_at_it_and_find_it_last(company: Company, report: str) -> None:
    before = kinds(company.ada)
    for _ in range(2):
        claims.take(report, by=company.margaret)
    assert claimed_by(report, company.ada) == claimed_by(report, company.margaret) == "Margaret"
    assert kinds(company.ada)[-1] == "report"
    assert kinds(company.margaret) == before


def test_only_one_coach_has_it(company: Company, report: str) -> None:
    claims.take(report, by=company.margaret)
    with pytest.raises(Conflict):
        claims.take(report, by=company.ada)
    claims.let_go(report, by=company.ada)
    assert claimed_by(report, company.ada) == "Margaret"
    for _ in range(2):
        claims.let_go(report, by=company.margaret)
    claims.take(report, by=company.ada)
    assert claimed_by(report, company.margaret) == "Ada"


def test_a_claim_ends_by_itself(company: Company, report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    claims.take(report, by=company.margaret)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert claimed_by(report, company.ada) is None
    claims.take(report, by=company.ada)
    assert claimed_by(report, company.margaret) == "Ada"


def test_of_two_who_claim_it_at_once_one_gets_it(company: Company, report: str) -> None:
    def take(who: Viewer) -> bool:
        try:
            claims.take(report, by=who)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, (company.margaret, company.ada))) == [False, True]
    assert len(claims.running()) == 1
