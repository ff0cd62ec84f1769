"""Endorsing on the page of a skill, asking for it and declining."""

from collections.abc import Callable

import pytest

from graph.expertise import endorsements, evidence
from graph.ids import SkillSlug
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

KAFKA = SkillSlug("kafka")
Sign = Callable[[Viewer], Browser]


@pytest.fixture
def path(company: Company) -> str:
    evidence.weigh(company.kafka_answer)
    return f"/people/{company.ada.id}/skills/kafka"


def test_who_was_helped_endorses_and_withdraws(as_: Sign, company: Company, path: str) -> None:
    grace = as_(company.grace)
    assert "Confirm skill" in grace.get(path).text
    page = grace.send(f"{path}/endorsement", level="4").text
    for words in ("Withdraw confirmation", "Answered:", "rated by 1 colleague"):
        assert words in page
    assert "Nobody has confirmed this skill yet." in grace.send(f"{path}/endorsement", endorse="0").text


def test_who_was_taught_ticks_it_and_the_finder_says_so(as_: Sign, company: Company, path: str) -> None:
    grace = as_(company.grace)
    assert "Ada taught me this" in grace.get(path).text
    assert "was taught by Ada" in grace.send(f"{path}/endorsement", taught="on").text
    tim = as_(company.tim)
    assert "Grace was taught kafka" in tim.get("/experts?skills=kafka").text
    assert "Grace was taught kafka" in tim.get("/experts/table.csv?skills=kafka").text


def test_without_a_trace_there_is_no_button_and_no_way(as_: Sign, company: Company, path: str) -> None:
    tim = as_(company.tim)
    assert "once you have both taken part in a post about it" in tim.get(path).text
    assert tim.send(f"{path}/endorsement").status_code == 403
    assert as_(company.ada).send(f"{path}/endorsement").status_code == 403
    assert endorsements.given(company.ada.id, KAFKA, viewer=company.ada) == ()


@pytest.mark.parametrize("typed", ["Grace", "grace@example.com"])
def test_it_is_asked_for_by_name_or_address_and_declined(as_: Sign, company: Company, path: str, typed: str) -> None:
    ada, grace, requests = as_(company.ada), as_(company.grace), "/profile/skills/kafka/requests"
    for _ in range(2):
        assert "has been asked to confirm this skill" in ada.send(requests, colleague=typed).text
    assert grace.get("/profile/skills").text.count(path) == 2
    assert "Requests to confirm a skill" not in grace.send(f"{path}/refusal").text
    assert ada.send(requests, colleague=typed).status_code == 409
    assert "Nobody has confirmed this skill yet." in as_(company.tim).get(path).text


@pytest.mark.parametrize("typed", ["Evangeline", "x@example.com", ""])
def test_who_is_not_found_comes_back_as_typed(as_: Sign, company: Company, path: str, typed: str) -> None:
    page = as_(company.ada).send("/profile/skills/kafka/requests", colleague=typed)
    assert page.status_code == 422
    assert "Nobody here has this name or email address." in page.text
    assert f'value="{typed}"' in page.text


def test_asking_oneself_or_about_a_skill_one_does_not_have_is_refused(as_: Sign, company: Company, path: str) -> None:
    assert as_(company.ada).send("/profile/skills/kafka/requests", colleague="Ada").status_code == 403
    assert as_(company.tim).send("/profile/skills/kafka/requests", colleague="Grace").status_code == 403
