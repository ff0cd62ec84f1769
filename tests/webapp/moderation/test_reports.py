"""Reporting a text, and the coaches' page of what is reported."""

from collections.abc import Callable

from graph.communities import memberships
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
    desk = margaret.get("/reports").text
    assert all(words in desk for words in ("Buy shoes.", "Ads.", "first report", f"/texts/{id}/withdrawal"))
    assert "Linus" not in desk
    margaret.send(f"/texts/{id}/withdrawal", reason="It sells shoes.")
    assert "Nothing is reported" in margaret.get("/reports").text


def test_a_coach_leaves_a_text(as_: As, company: Company) -> None:
    as_(company.linus).send(f"/texts/{company.platform_question}/report", reason="rude")
    margaret = as_(company.margaret)
    assert "The text stays." in margaret.send(f"/reports/{company.platform_question}/refusal").text
    assert "Nothing is reported" in margaret.get("/reports").text


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company) -> None:
    page = as_(company.tim).send(f"/texts/{company.kafka_tip}/report", reason="other", words="")
    assert page.status_code == 422
    assert 'id="words-error"' in page.text
    page = as_(company.tim).send(f"/texts/{company.kafka_tip}/report", words="It sells shoes.")
    assert (page.status_code, "It sells shoes." in page.text) == (422, True)


def test_only_coaches_and_admins_see_reports(as_: As, company: Company) -> None:
    tim = as_(company.tim)
    assert tim.get("/reports").status_code == 403
    assert tim.send(f"/reports/{company.kafka_tip}/refusal").status_code == 404
    assert tim.get(f"/texts/{company.platform_question}/report").status_code == 404
    assert as_(company.ada).send(f"/texts/{company.kafka_tip}/report", reason="spam").status_code == 409
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    assert as_(company.ada).get("/reports").status_code == 200
