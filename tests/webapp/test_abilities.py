"""My skills, confirmed, lowered and hidden with one click each; a skill of somebody as others see it."""

from collections.abc import Callable

import pytest

from graph import abilities, evidence
from graph.ids import SkillSlug
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
    for words in ("2 pieces of evidence", "See consumer lag at a glance", "inferred from the evidence", "level 2 of 5"):
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
    assert "Hidden: nobody sees it" in ada.send("/profile/skills/kafka/visibility", shown_to="nobody").text
    assert "/skills/kafka" not in tim.get(f"/people/{company.ada.id}").text.split("<aside", 1)[1]
    assert tim.get(f"/people/{company.ada.id}/skills/kafka").status_code == 404
    ada.send("/profile/skills/kafka/visibility", shown_to="everyone")
    assert tim.get(f"/people/{company.ada.id}/skills/kafka").status_code == 200


def test_with_htmx_only_the_skill_comes_back(as_: Sign, company: Company) -> None:
    ada = as_(company.ada)
    sent = {"csrf_token": ada.token("/"), "wants": "on"}
    part = ada.post("/profile/skills/kafka/interest", data=sent, headers={"HX-Request": "true"})
    assert part.text.strip().startswith("<article")
    assert abilities.one(company.ada.id, KAFKA, viewer=company.tim).wants


def test_a_skill_without_any_evidence_can_be_added(as_: Sign, company: Company) -> None:
    as_(company.tim).send("/profile/skills", skills="Polish tax", level="4", teaches="on")
    page = as_(company.grace).get(f"/people/{company.tim.id}").text
    for words in ("Polish tax", "in their own words", "Happy to teach"):
        assert words in page
    assert "in your own words" in as_(company.tim).get("/profile/skills").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"skills": "", "level": "3"}, "Name the skill."),
        ({"skills": "Polish tax"}, "Say at which level you are"),
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
    assert "says Grace, the manager" in page
    assert as_(company.tim).send(f"{path}/level", level="1").status_code == 403
    assert said(company) == [("manager", 4), ("inferred", 2)]


def test_whether_anything_is_inferred_is_my_choice(as_: Sign, company: Company) -> None:
    ada = as_(company.ada)
    assert "Nothing is inferred from what you write." in ada.send("/profile/inference", inferred="0").text
    evidence.weigh_person(company.ada.id)
    assert "No skills yet" in ada.get("/profile/skills").text
