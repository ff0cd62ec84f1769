"""My skills, confirmed, lowered and hidden with one click each; a person's skill as others see it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import driver
from graph.expertise import abilities, evidence
from graph.ids import SkillSlug
from graph.settings import Settings
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

KAFKA = SkillSlug("kafka")
Sign = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)


def said(company: Company) -> list[tuple[str, int]]:
    return [(one.source, one.level) for one in abilities.one(company.ada.id, KAFKA, viewer=company.ada).statements]


def test_my_skills_stand_with_their_evidence(as_: Sign, company: Company) -> None:
    page = as_(company.ada).get("/profile/skills").text
    for words in ("2 pieces of evidence", "See consumer lag at a glance", "inferred from evidence", "level 2 of 5"):
        assert words in page


def test_confirming_and_lowering_say_so_in_ones_own_words(as_: Sign, company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/profile/skills/kafka/level", level="2")
    assert said(company) == [("self", 2), ("inferred", 2)]
    ada.send("/profile/skills/kafka/level", level="1")
    ada.send("/profile/skills/kafka/level", level="1")
    assert said(company) == [("self", 1), ("inferred", 2)]


def test_what_is_hidden_is_gone_for_others_and_can_be_shown_again(as_: Sign, company: Company) -> None:
    ada, tim = as_(company.ada), as_(company.tim)
    hidden = ada.send("/profile/skills/kafka/visibility", shown_to="nobody").text
    assert "Hidden. Nobody else can see this skill" in hidden
    assert "/skills/kafka" not in tim.get(f"/people/{company.ada.id}").text.split("<aside", 1)[1]
    assert tim.get(f"/people/{company.ada.id}/skills/kafka").status_code == 404
    ada.send("/profile/skills/kafka/visibility", shown_to="everyone")
    assert tim.get(f"/people/{company.ada.id}/skills/kafka").status_code == 200


def test_with_htmx_only_the_skill_comes_back(as_: Sign, company: Company) -> None:
    ada = as_(company.ada)
    sent = {"csrf_token": ada.token(), "wants": "on"}
    part = ada.post("/profile/skills/kafka/interest", data=sent, headers={"HX-Request": "true"})
    assert part.text.strip().startswith("<article")
    assert abilities.one(company.ada.id, KAFKA, viewer=company.tim).wants


def test_a_skill_without_any_evidence_can_be_added(as_: Sign, company: Company) -> None:
    as_(company.tim).send("/profile/skills", skills="Polish tax", level="4", teaches="on")
    page = as_(company.grace).get(f"/people/{company.tim.id}").text
    for words in ("Polish tax", "self-assessed", "Happy to teach"):
        assert words in page
    assert "self-assessed" in as_(company.tim).get("/profile/skills").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"skills": "", "level": "3"}, "Enter a skill."),
        ({"skills": "Polish tax"}, "Choose your level, or say that you want to learn"),
        ({"skills": "a,b,c,d,e,f,g", "level": "3"}, "at most 6 skills"),
        ({"skills": "Polish tax", "level": "9"}, "whole number from 1 to 5"),
    ],
)
def test_what_cannot_be_added_comes_back(as_: Sign, company: Company, typed: dict[str, str], sentence: str) -> None:
    page = as_(company.tim).send("/profile/skills", **typed)
    assert page.status_code == 422
    assert sentence in page.text
    assert typed["skills"] in page.text


@pytest.mark.parametrize("typed", [{"level": "9"}, {"level": "many"}])
def test_a_level_that_there_is_not_is_refused(as_: Sign, company: Company, typed: dict[str, str]) -> None:
    assert as_(company.ada).send("/profile/skills/kafka/level", **typed).status_code == 422
    assert as_(company.ada).send("/profile/skills/kafka/visibility", shown_to="x").status_code == 422
    assert said(company) == [("inferred", 2)]


def test_the_manager_speaks_beside_and_nobody_else_does(as_: Sign, company: Company) -> None:
    path = f"/people/{company.ada.id}/skills/kafka"
    page = as_(company.grace).send(f"{path}/level", level="4").text
    assert "rated by Grace, manager" in page
    assert as_(company.tim).send(f"{path}/level", level="1").status_code == 403
    assert said(company) == [("manager", 4), ("inferred", 2)]


def test_whether_anything_is_inferred_is_my_choice(as_: Sign, company: Company) -> None:
    ada = as_(company.ada)
    assert "No skills are inferred from what you write." in ada.send("/profile/inference", inferred="0").text
    evidence.weigh_person(company.ada.id)
    assert "No skills yet" in ada.get("/profile/skills").text


def test_where_the_site_infers_by_consent_nothing_shows_before_they_agree(
    as_: Sign, company: Company, graph: Settings
) -> None:
    driver.connect(replace(graph, inference="opt-in"))
    evidence.weigh_person(company.ada.id)
    ada = as_(company.ada)
    page = ada.get("/profile/skills").text
    assert "No skills yet" in page
    assert "Infer skills from what I write" in page
    ada.send("/profile/inference", inferred="1")
    evidence.weigh_person(company.ada.id)
    assert "2 pieces of evidence" in ada.get("/profile/skills").text


def test_where_the_site_infers_nothing_there_is_nothing_to_choose(as_: Sign, company: Company, graph: Settings) -> None:
    driver.connect(replace(graph, inference="off"))
    evidence.weigh_person(company.ada.id)
    ada = as_(company.ada)
    page = ada.get("/profile/skills").text
    assert "This site doesn't infer skills from what people write." in page
    assert "Infer skills" not in page
    assert ada.send("/profile/inference", inferred="1").status_code == 409


@pytest.mark.parametrize(("shown_to", "status"), [("everyone", 200), ("managers", 404), ("me", 404), ("nobody", 404)])
def test_each_skill_has_its_readers(as_: Sign, company: Company, shown_to: str, status: int) -> None:
    as_(company.ada).send("/profile/skills/kafka/visibility", shown_to=shown_to)
    path = f"/people/{company.ada.id}/skills/kafka"
    assert as_(company.tim).get(path).status_code == status
    assert as_(company.grace).get(path).status_code == (200 if shown_to in ("everyone", "managers") else 404)


def test_who_is_not_listed_is_found_by_no_list_and_keeps_a_page(as_: Sign, company: Company) -> None:
    saved = as_(company.ada).send("/profile", name="Ada", ask_limit="5", help_hours="2", takes_asks="on")
    assert saved.status_code == 200
    tim = as_(company.tim)
    for path in ("/people", "/experts?skills=kafka", "/experts/table.csv?skills=kafka", "/mentions/people?starts=Ada"):
        page = tim.get(path)
        assert page.status_code == 200
        assert company.ada.id not in page.text
    assert tim.get(f"/people/{company.ada.id}").status_code == 200
