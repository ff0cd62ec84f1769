"""Naming an expert on a skill's page: asked, shown first, stepped down."""

from collections.abc import Callable

from graph.expertise import evidence, named_experts, stated_levels
from graph.ids import SkillSlug
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
KAFKA = SkillSlug("kafka")


def experts(browser: Browser) -> str:
    return browser.get("/skills/kafka").text.partition('id="experts"')[2].partition("</section>")[0]


def test_a_coach_names_ada_and_she_agrees(as_: As, company: Company) -> None:
    margaret, ada, tim = as_(company.margaret), as_(company.ada), as_(company.tim)
    margaret.send("/skills/kafka/experts", colleague="Ada")
    assert "Hasn't agreed yet" in experts(margaret)
    assert experts(tim) == ""
    assert "Show me" in experts(ada)
    ada.send("/skills/kafka/experts/answer", agree="1")
    assert "Named by Margaret" in experts(tim)
    assert f"/questions/new?ask={company.ada.id}&amp;skills=kafka" in experts(tim)
    ada.send("/skills/kafka/experts/answer", agree="0")
    assert experts(tim) == ""


def test_a_name_that_nobody_has_comes_back(as_: As, company: Company) -> None:
    page = as_(company.margaret).send("/skills/kafka/experts", colleague="Eva")
    assert page.status_code == 422
    assert "Nobody here has this name or email address." in page.text
    assert 'value="Eva"' in page.text


def test_a_refusal_is_said_beside_the_name(as_: As, company: Company) -> None:
    named_experts.name(company.ada.id, KAFKA, by=company.margaret)
    named_experts.decline(KAFKA, by=company.ada.id)
    page = as_(company.margaret).send("/skills/kafka/experts", colleague="Ada")
    assert page.status_code == 422
    assert "has declined to be an expert" in page.text


def test_only_its_coaches_are_offered_to_name_someone(as_: As, company: Company) -> None:
    assert "Name an expert" in as_(company.margaret).get("/skills/kafka").text
    assert "Name an expert" not in as_(company.tim).get("/skills/kafka").text
    assert as_(company.tim).send("/skills/kafka/experts", colleague="Ada").status_code == 403


def test_an_answer_says_what_ada_is_known_for(as_: As, company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    tim = as_(company.tim)
    stated_levels.state(KAFKA, 4, by=company.ada)
    assert "Works on kafka daily" in tim.get(f"/questions/{company.kafka_question}").text
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    assert "Works on kafka daily" not in tim.get(f"/questions/{company.kafka_question}").text
