"""Reacting on the page, in lists and in the search."""

from collections.abc import Callable

import pytest

from graph.viewers import Viewer
from search import query
from search.filters import Filters
from tests.company import Company
from tests.webapp.client import Browser
from workers.finding import indexing

HARM = "It deletes the topic."


def test_works_for_me_takes_one_click_and_shows_in_lists(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send(f"/reactions/{company.kafka_tip}", kind="works")
    assert page.request.path == f"/tips/{company.kafka_tip}"
    assert 'aria-pressed="true">' in page.text
    assert "Works for 1" in as_(company.grace).get("/tips").text


def test_a_danger_stands_above_the_answer_until_it_is_dealt_with(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    tim, ada = as_(company.tim), as_(company.ada)
    assert HARM in tim.send(f"/reactions/{company.kafka_answer}", kind="dangerous", comment=HARM).text
    assert "Dangerous" in as_(company.grace).get("/questions").text
    assert "Someone gave a warning about your answer." in ada.get("/checks").text
    ada.send(f"/reactions/{company.kafka_answer}/settlement")
    assert HARM not in as_(company.grace).get(f"/questions/{company.kafka_question}").text


@pytest.mark.parametrize(("kind", "comment"), [("dangerous", ""), ("outdated", "C" * 501), ("odd", "Words")])
def test_a_warning_that_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, kind: str, comment: str
) -> None:
    page = as_(company.tim).send(f"/reactions/{company.kafka_answer}", kind=kind, comment=comment)
    assert page.status_code == 422
    assert comment in page.text


def test_nobody_reacts_to_their_own_or_to_what_is_closed_to_them(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    assert as_(company.ada).send(f"/reactions/{company.kafka_answer}", kind="works").status_code == 403
    assert as_(company.tim).send(f"/reactions/{company.platform_question}", kind="works").status_code == 404
    assert as_(company.tim).send(f"/reactions/{company.kafka_answer}/settlement").status_code == 403


def test_what_is_dangerous_is_found_as_such(as_: Callable[[Viewer], Browser], company: Company) -> None:
    as_(company.tim).send(f"/reactions/{company.kafka_tip}", kind="dangerous", comment=HARM)
    indexing.index_tip(company.kafka_tip)
    found = query.find("", audiences=["everyone"], filters=Filters(marks={"is": ("dangerous",)}))
    assert [hit.key for hit in found.hits] == [company.kafka_tip]
    assert "See consumer lag" in as_(company.grace).get("/search?q=is:dangerous").text


def test_with_a_script_a_click_changes_the_bar_and_the_warnings_alone(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    tim, path = as_(company.tim), f"/reactions/{company.kafka_answer}"
    assert HARM in tim.send(path, kind="dangerous", comment=HARM).text
    data = {"csrf_token": tim.token(), "kind": "works"}
    part = tim.post(path, data=data, headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.text, HARM in part.text) == (200, False, False)
    assert 'aria-pressed="true"' in part.text
    assert f'id="warnings-{company.kafka_answer}" aria-live="polite" hx-swap-oob="true"' in part.text
