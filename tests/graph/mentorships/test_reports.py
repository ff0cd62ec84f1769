"""Reports: Linus, whom Ada mentors, tells a coach that something is wrong. Ada never learns of it."""

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.mentorships import mentorships, report_coaching, reports
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.people import employment, roles
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.mentoring.learning import pair

WORDS = "She shouts at me."


def lines(viewer: Viewer) -> list[tuple[str | None, str]]:
    """Return what someone was told about mentoring, and under which title."""
    return [(one.what, one.title) for one in inbox.page("all", viewer=viewer).lines if one.kind == "mentoring"]


def reading(viewer: Viewer) -> list[str]:
    return [one.text for one in report_coaching.listed(viewer=viewer)]


def coach(company: Company, person: Viewer) -> None:
    """Let someone coach the community of Ada and Linus too."""
    if person not in (company.ada, company.linus):
        memberships.admit(company.platform, person.id, by=company.margaret.id)
    memberships.make_coach(company.platform, person.id, by=company.margaret.id)


def admin() -> Viewer:
    return viewers.get(join("Root", is_admin=True))


def test_it_goes_to_the_coaches_of_a_community_of_both(company: Company) -> None:
    id, root = pair(company.linus, company.ada), admin()
    assert [one.name for one in reports.coaches(id, viewer=company.linus)] == ["Margaret"]
    reports.send(id, f" {WORDS} ", by=company.linus)
    [told] = report_coaching.listed(viewer=company.margaret)
    assert (told.reporter.name, told.role, [one.name for one in told.others]) == ("Linus", "learner", ["Ada"])
    assert (told.text, told.state) == (WORDS, "sent")
    assert reading(root) == []


def test_what_one_of_them_reports_the_other_never_reads(company: Company) -> None:
    id = pair(company.linus, company.ada)
    reports.send(id, WORDS, by=company.linus)
    assert [one.text for one in reports.mine(id, viewer=company.linus)] == [WORDS]
    for other in (company.ada, company.grace, company.tim, company.margaret):
        assert reports.mine(id, viewer=other) == ()
    coach(company, company.ada)
    assert reading(company.ada) == []
    assert mentorships.get(id, viewer=company.ada).state == "running"


def test_the_mentor_may_report_too(company: Company) -> None:
    reports.send(pair(company.linus, company.ada), "He never comes.", by=company.ada)
    assert [one.role for one in report_coaching.listed(viewer=company.margaret)] == ["mentor"]


def test_a_coach_to_whom_the_reporter_reports_does_not_read_it(company: Company) -> None:
    coach(company, company.grace)
    id = pair(company.linus, company.ada)
    assert [one.name for one in reports.coaches(id, viewer=company.linus)] == ["Margaret"]
    reports.send(id, WORDS, by=company.linus)
    assert reading(company.grace) == []
    assert reading(company.margaret) == [WORDS]


def test_without_a_shared_community_those_of_the_reporter_count(company: Company) -> None:
    reports.send(pair(company.linus, company.tim), WORDS, by=company.linus)
    assert reading(company.margaret) == [WORDS]


def test_a_shared_community_goes_before_others(company: Company) -> None:
    draft = CommunityDraft(name="Readers", purpose="Books.", visibility="public")
    communities.found(draft, by=company.tim.id)
    memberships.join("readers", by=company.linus.id)
    reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    assert reading(company.tim) == []
    assert reading(company.margaret) == [WORDS]


def test_it_goes_to_the_admins_if_there_is_no_coach_for_it(company: Company) -> None:
    root = admin()
    reports.send(pair(company.tim, company.ada), WORDS, by=company.tim)
    assert reading(root) == [WORDS]
    assert reading(company.margaret) == []


def test_an_admin_who_is_the_other_person_does_not_read_it(company: Company) -> None:
    root = admin()
    roles.make_admin(company.ada.id, by=root.id)
    reports.send(pair(company.tim, company.ada), WORDS, by=company.tim)
    assert reading(company.ada) == []
    assert reading(root) == [WORDS]


def test_once_its_coaches_have_left_admins_read_it(company: Company) -> None:
    root = admin()
    reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    employment.leave(company.margaret.id, by=root.id)
    assert reading(root) == [WORDS]


def test_if_nobody_could_read_it_the_reporter_is_told(company: Company) -> None:
    with pytest.raises(Invalid, match="nobody here"):
        reports.send(pair(company.tim, company.ada), WORDS, by=company.tim)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2_001])
def test_a_text_that_is_empty_or_too_long_is_refused(company: Company, text: str) -> None:
    with pytest.raises(Invalid, match="at most 2,000"):
        reports.send(pair(company.linus, company.ada), text, by=company.linus)


def test_only_the_two_report_and_only_coaches_have_the_page(company: Company) -> None:
    id = pair(company.linus, company.ada)
    for other in (company.grace, company.margaret, company.tim):
        with pytest.raises(NotFound):
            reports.send(id, WORDS, by=other)
        assert reports.coaches(id, viewer=other) == ()
    for other in (company.ada, company.grace, company.linus, company.tim):
        with pytest.raises(Forbidden):
            report_coaching.listed(viewer=other)


def test_the_reporter_sees_when_it_was_read_and_what_came_of_it(company: Company) -> None:
    id = pair(company.linus, company.ada)
    report = reports.send(id, WORDS, by=company.linus)
    for _ in range(2):
        report_coaching.see(report, by=company.margaret)
    [mine] = reports.mine(id, viewer=company.linus)
    assert (mine.state, mine.seen_at is not None, mine.note) == ("seen", True, "")
    for _ in range(2):
        report_coaching.close(report, "I have talked to you.", by=company.margaret)
    [mine] = reports.mine(id, viewer=company.linus)
    assert (mine.state, mine.note) == ("closed", "I have talked to you.")


def test_of_two_coaches_who_close_it_the_second_is_told(company: Company) -> None:
    coach(company, company.tim)
    report = reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    report_coaching.close(report, "I have talked to you.", by=company.margaret)
    with pytest.raises(Conflict, match="Another coach"):
        report_coaching.close(report, "Come and see me.", by=company.tim)


def test_nobody_else_sees_or_closes_it(company: Company) -> None:
    coach(company, company.ada)
    report = reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    for other in (company.ada, company.grace, company.linus, company.tim, admin()):
        for refused in (
            lambda by=other: report_coaching.see(report, by=by),
            lambda by=other: report_coaching.close(report, "Hm", by=by),
        ):
            with pytest.raises(NotFound):
                refused()
    assert report_coaching.listed(viewer=company.margaret)[0].state == "sent"


def test_the_audit_log_says_who_handled_one_and_nothing_else(company: Company) -> None:
    root = admin()
    roles.make_admin(company.ada.id, by=root.id)
    report = reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    for _ in range(2):
        report_coaching.see(report, by=company.margaret)
        report_coaching.close(report, "Come and see me.", by=company.margaret)
    kept = [one for one in audit.listed(viewer=root).entries if "report" in one.act]
    assert [(one.act, one.by and one.by.name, one.person, one.reason) for one in kept] == [
        ("closed_report", "Margaret", None, ""),
        ("seen_report", "Margaret", None, ""),
    ]
    assert not [one for one in audit.listed(viewer=company.ada).entries if "report" in one.act]


@pytest.mark.usefixtures("by_day")
def test_coaches_are_told_and_the_reporter_hears_that_it_is_closed(company: Company) -> None:
    coach(company, company.ada)
    report = reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    assert notifications.note_report(report) == (company.margaret.id,)
    assert notifications.note_report(report) == ()
    assert lines(company.margaret) == [("reported", "")]
    report_coaching.close(report, "Come and see me.", by=company.margaret)
    notifications.note_report(report)
    assert lines(company.margaret) == []
    assert lines(company.linus) == [("report_closed", "kafka")]
    for other in (company.ada, company.grace, company.tim):
        assert lines(other) == []
