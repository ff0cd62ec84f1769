"""Reports on the pages: Linus sends one from the mentorship, and Margaret, who coaches his community, closes it."""

from collections.abc import Callable

from graph.mentorships import reports
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import pair
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

WORDS = "She shouts at me."


def test_a_report_is_sent_seen_and_closed(as_: As, company: Company) -> None:
    id, linus, margaret = pair(company.linus, company.ada), as_(company.linus), as_(company.margaret)
    assert "Margaret can read it" in linus.get(f"/mentorships/{id}").text
    assert "The other person isn&#39;t told" in linus.send(f"/mentorships/{id}/reports", text=WORDS).text
    [report] = reports.mine(id, viewer=company.linus)
    assert WORDS in margaret.get("/mentoring/health/reports").text
    margaret.send(f"/mentoring/health/reports/{report.id}/sight")
    assert "Seen on" in linus.get(f"/mentorships/{id}").text
    margaret.send(f"/mentoring/health/reports/{report.id}/closure", **{f"note-{report.id}": "Come and see me."})
    assert "Come and see me." in linus.get(f"/mentorships/{id}").text


def test_the_other_person_sees_none_of_it(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    before = as_(company.ada).get(f"/mentorships/{id}").text
    reports.send(id, WORDS, by=company.linus)
    after = as_(company.ada).get(f"/mentorships/{id}").text
    assert WORDS not in after
    assert after.count("<article") == before.count("<article")


def test_bad_texts_come_back(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    page = as_(company.linus).send(f"/mentorships/{id}/reports", text="x" * 2_001)
    assert page.status_code == 422
    assert "x" * 2_001 in page.text
    report = reports.send(id, WORDS, by=company.linus)
    page = as_(company.margaret).send(f"/mentoring/health/reports/{report}/closure")
    assert page.status_code == 422
    assert "at least one" in page.text


def test_people_who_coach_nothing_have_no_such_page(as_: As, company: Company) -> None:
    report = reports.send(pair(company.linus, company.ada), WORDS, by=company.linus)
    for other in (company.ada, company.grace, company.linus, company.tim):
        assert as_(other).get("/mentoring/health/reports").status_code == 403
        assert as_(other).send(f"/mentoring/health/reports/{report}/sight").status_code == 404
