"""Reporting a text. What coaches see and decide is in tests/webapp/reviewing/test_review.py."""

from collections.abc import Callable

from graph.posts import answers
from graph.viewers import Viewer
from tests.company import Company, text
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_reader_reports_and_the_coach_withdraws(as_: As, company: Company) -> None:
    id = answers.give(company.platform_question, text("Buy shoes."), by=company.ada)
    linus, margaret = as_(company.linus), as_(company.margaret)
    assert f"/texts/{id}/report" in linus.get(f"/questions/{company.platform_question}").text
    assert f"/texts/{id}/report" not in as_(company.ada).get(f"/questions/{company.platform_question}").text
    assert "A coach will look at it" in linus.send(f"/texts/{id}/report", reason="spam", words="Ads.").text
    assert f"report:{id}" in margaret.get("/review").text
    margaret.send(f"/texts/{id}/withdrawal", reason="It sells shoes.")
    assert "Nothing waits for you" in margaret.get("/review").text


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company) -> None:
    page = as_(company.tim).send(f"/texts/{company.kafka_tip}/report", reason="other", words="")
    assert page.status_code == 422
    assert 'id="words-error"' in page.text
    page = as_(company.tim).send(f"/texts/{company.kafka_tip}/report", words="It sells shoes.")
    assert (page.status_code, "It sells shoes." in page.text) == (422, True)


def test_nobody_reports_what_they_can_not_see_or_wrote_themselves(as_: As, company: Company) -> None:
    assert as_(company.tim).get(f"/texts/{company.platform_question}/report").status_code == 404
    assert as_(company.ada).send(f"/texts/{company.kafka_tip}/report", reason="spam").status_code == 409
