"""Reports: readers tell coaches, coaches decide once, reporters hear it, and nobody learns who they were."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import viewers
from graph.communities import memberships
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import PostId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, comments, questions
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company, question, text

SPAM, RUDE = ReportDraft(reason="spam", words="It sells shoes."), ReportDraft(reason="rude")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def told(who: Viewer) -> list[str | None]:
    return [line.what for line in inbox.page("all", viewer=viewers.get(who.id)).lines if line.kind == "changed"]


def tell(ids: tuple[str, ...]) -> None:
    for id in ids:
        notifications.note_reported(id)


def test_a_report_reaches_the_coaches_of_its_community(company: Company, barbara: Viewer) -> None:
    reports.report(company.platform_question, SPAM, by=company.linus)
    [found] = reports.waiting(viewer=company.margaret)
    assert (found.id, found.kind, found.community and found.community.slug) == (
        company.platform_question,
        "question",
        company.platform,
    )
    [one] = found.told
    assert (one.reason, one.words, one.accuracy) == ("spam", "It sells shoes.", 0.5)
    # It isn't the admin's to decide: the community has a coach.
    assert reports.waiting(viewer=barbara) == ()


def test_outside_communities_it_reaches_admins(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_answer, RUDE, by=company.tim)
    [found] = reports.waiting(viewer=barbara)
    assert (found.id, found.kind, found.post) == (company.kafka_answer, "answer", company.kafka_question)
    assert reports.waiting(viewer=company.margaret) == ()


def test_others_see_nothing_and_decide_nothing(company: Company) -> None:
    reports.report(company.platform_question, SPAM, by=company.linus)
    for other in (company.ada, company.grace, company.tim, company.linus):
        with pytest.raises(Forbidden):
            reports.waiting(viewer=other)
        with pytest.raises(NotFound):
            reports.decline(company.platform_question, by=other)
    assert reports.waiting(viewer=company.margaret)


def test_twice_is_one_report_and_several_people_are_several(company: Company, barbara: Viewer) -> None:
    first = reports.report(company.kafka_tip, SPAM, by=company.tim)
    assert reports.report(company.kafka_tip, RUDE, by=company.tim) == first
    reports.report(company.kafka_tip, RUDE, by=company.linus)
    [found] = reports.waiting(viewer=barbara)
    assert sorted(one.reason for one in found.told) == ["rude", "spam"]


def test_nobody_reports_what_they_may_not_see_or_wrote_themselves(company: Company) -> None:
    with pytest.raises(NotFound):
        reports.report(company.platform_question, SPAM, by=company.tim)
    with pytest.raises(Conflict):
        reports.report(company.kafka_tip, SPAM, by=company.ada)


@pytest.mark.parametrize("typed", [("", ""), ("ugly", ""), ("other", " "), ("spam", "w" * 501)])
def test_what_cannot_be_taken_is_refused(company: Company, typed: tuple[str, str]) -> None:
    with pytest.raises(Invalid):
        reports.report(company.kafka_tip, ReportDraft(reason=typed[0], words=typed[1]), by=company.tim)


def test_a_coach_who_leaves_a_text_tells_its_reporters(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_tip, SPAM, by=company.tim)
    tell(reports.decline(company.kafka_tip, by=barbara))
    tell(reports.decline(company.kafka_tip, by=barbara))
    assert told(company.tim) == ["declined"]
    assert told(company.ada) == []
    assert reports.waiting(viewer=barbara) == ()
    [entry] = [one for one in audit.listed(viewer=barbara).entries if one.act == "declined_report"]
    assert entry.by
    # A decision stands: the same person doesn't bring it back.
    reports.report(company.kafka_tip, SPAM, by=company.tim)
    assert reports.waiting(viewer=barbara) == ()


def test_a_withdrawn_text_proves_its_reporters_right(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_tip, SPAM, by=company.tim)
    act = withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=barbara), reason="It sells shoes.", by=barbara)
    tell(reports.uphold(act))
    assert reports.uphold(act) == ()
    assert reports.uphold_all_gone() == ()
    assert told(company.tim) == ["upheld"]
    reports.report(company.kafka_answer, RUDE, by=company.tim)
    [found] = reports.waiting(viewer=barbara)
    assert found.told[0].accuracy == pytest.approx(2 / 3)


def test_a_process_that_dies_after_the_withdrawal_loses_no_report(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_tip, SPAM, by=company.tim)
    reports.report(company.kafka_answer, SPAM, by=company.tim)
    withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=barbara), reason="It sells shoes.", by=barbara)
    tell(reports.uphold_all_gone())
    assert told(company.tim) == ["upheld"]
    assert [one.id for one in reports.waiting(viewer=barbara)] == [company.kafka_answer]


def test_grave_and_well_reported_texts_come_first(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_tip, ReportDraft(reason="wrong"), by=company.tim)
    reports.report(company.kafka_answer, ReportDraft(reason="secret"), by=company.tim)
    assert [one.id for one in reports.waiting(viewer=barbara)] == [company.kafka_answer, company.kafka_tip]
    for reporter in (company.linus, company.grace, company.margaret):
        reports.report(company.kafka_tip, RUDE, by=reporter)
    assert [one.id for one in reports.waiting(viewer=barbara)] == [company.kafka_tip, company.kafka_answer]


def test_two_coaches_at_once_decide_once(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    own = questions.ask(question("Who pages whom?", "kafka", community=None), by=company.tim.id)
    answer = answers.give(company.platform_question, text("Buy shoes."), by=company.linus)
    reports.report(answer, SPAM, by=company.ada)
    assert own

    with ThreadPoolExecutor(2) as pool:
        decided = list(pool.map(lambda one: reports.decline(answer, by=one), (company.margaret, company.ada)))
    assert sorted(map(len, decided)) == [0, 1]
    entries = [one for one in audit.listed(viewer=company.margaret).entries if one.act == "declined_report"]
    assert len(entries) == 1


def test_what_the_only_coach_wrote_is_for_an_admin_who_may_read_it(company: Company, barbara: Viewer) -> None:
    memberships.admit(company.platform, barbara.id, by=company.margaret.id)
    admin = viewers.get(barbara.id)
    remark = comments.make(PostId(company.platform_question), text("Nonsense."), by=company.margaret).id
    reports.report(remark, RUDE, by=company.linus)
    assert [one.id for one in reports.waiting(viewer=admin)] == [remark]
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    assert reports.waiting(viewer=admin) == ()
    assert [one.id for one in reports.waiting(viewer=company.ada)] == [remark]


def test_a_coach_does_not_decide_about_their_own_text(company: Company) -> None:
    remark = comments.make(PostId(company.platform_question), text("Nonsense."), by=company.margaret).id
    reports.report(remark, RUDE, by=company.linus)
    assert reports.waiting(viewer=company.margaret) == ()
    with pytest.raises(NotFound):
        reports.decline(remark, by=company.margaret)


def test_who_asked_without_a_name_reports_and_decides_like_anybody_else(company: Company) -> None:
    where = memberships.listed(company.platform, page=1, viewer=company.margaret)
    assert where.is_mine
    community = next(iter(set(company.margaret.audiences) - {"everyone"}))
    asked = question("May I sleep?", "kafka", community=community, is_anonymous=True)
    hers = questions.ask(asked, by=company.margaret.id)
    reports.report(hers, RUDE, by=company.margaret)
    [found] = reports.waiting(viewer=company.margaret)
    assert found.id == hers
    assert len(reports.decline(hers, by=company.margaret)) == 1
