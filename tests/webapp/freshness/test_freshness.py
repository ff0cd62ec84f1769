"""Keeping posts fresh on the page."""

from collections.abc import Callable

import pytest

from graph.freshness import checks
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers.freshness import freshness as worker

REASON = "The flag was renamed."


def test_a_doubt_shows_above_the_text_and_in_lists(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send(f"/posts/{company.kafka_tip}/doubts", reason=REASON)
    assert page.request.path == f"/tips/{company.kafka_tip}"
    assert REASON in page.text
    assert "Outdated" in as_(company.grace).get("/tips").text


@pytest.mark.parametrize("reason", ["", "R" * 501])
def test_a_doubt_without_a_proper_reason_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, reason: str
) -> None:
    page = as_(company.tim).send(f"/posts/{company.kafka_tip}/doubts", reason=reason)
    assert page.status_code == 422
    assert f'id="reason-{company.kafka_tip}-error"' in page.text
    assert reason in page.text


def test_what_is_asked_is_verified_with_one_click_from_the_list(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    as_(company.tim).send(f"/posts/{company.kafka_tip}/doubts", reason=REASON)
    worker.travel(company.kafka_tip)
    ada = as_(company.ada)
    assert "Is this still correct?" in ada.get("/").text
    assert REASON in ada.get("/checks").text
    after = ada.send(f"/posts/{company.kafka_tip}/verification", back="checks")
    assert after.request.path == "/checks"
    assert "Nothing to check" in after.text
    assert "Outdated" not in ada.get("/tips").text


def test_only_those_whose_word_counts_verify_and_retire(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert tim.send(f"/posts/{company.kafka_tip}/verification").status_code == 403
    assert tim.send(f"/posts/{company.kafka_tip}/retirement", retired="1").status_code == 403
    assert tim.send(f"/posts/{company.platform_question}/verification").status_code == 404
    assert "Still correct" not in tim.get(f"/tips/{company.kafka_tip}").text


def test_a_retired_post_keeps_its_page_alone(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert "Restore" in ada.send(f"/posts/{company.kafka_tip}/retirement", retired="1").text
    assert "See consumer lag" not in ada.get("/tips").text
    assert "Retired" in as_(company.tim).get(f"/tips/{company.kafka_tip}").text
    ada.send(f"/posts/{company.kafka_tip}/retirement", retired="0")
    assert "See consumer lag" in ada.get("/tips").text


def test_a_post_is_handed_over_by_address(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert ada.send(f"/posts/{company.kafka_tip}/owner", email="nobody@example.com").status_code == 422
    ada.send(f"/posts/{company.kafka_tip}/owner", email="tim@example.com")
    assert "Still correct" in as_(company.tim).get(f"/tips/{company.kafka_tip}").text


def test_a_coach_sets_the_interval(as_: Callable[[Viewer], Browser], company: Company) -> None:
    address = f"/communities/{company.platform}/review-interval"
    assert 'value="30"' in as_(company.margaret).send(address, review_days="30").text
    page = as_(company.margaret).send(address, review_days="1")
    assert (page.status_code, 'id="review_days-error"' in page.text, 'value="1"' in page.text) == (422, True, True)
    assert as_(company.ada).send(address, review_days="30").status_code == 403


def test_caring_for_an_anonymous_question_names_nobody(as_: Callable[[Viewer], Browser], company: Company) -> None:
    asked = questions.ask(stories.question("Alone?", "kafka", is_anonymous=True), by=company.linus.id)
    linus, tim = as_(company.linus), as_(company.tim)
    for act in ("doubts", "verification", "retirement"):
        linus.send(f"/posts/{asked}/{act}", reason=REASON, retired="1")
        page = tim.get(f"/questions/{asked}").text.split("<main")[1]
        assert company.linus.id not in page
        assert "Linus" not in page


def test_somebody_leaves_a_check_to_others(as_: Callable[[Viewer], Browser], company: Company) -> None:
    as_(company.tim).send(f"/posts/{company.kafka_tip}/doubts", reason=REASON)
    worker.travel(company.kafka_tip)
    (mine,) = [one for one in checks.waiting(viewer=company.ada) if one.check]
    assert as_(company.tim).send(f"/checks/{mine.check}/refusal").status_code == 404
    assert "You were asked" not in as_(company.ada).send(f"/checks/{mine.check}/refusal").text


def test_who_was_wrong_takes_it_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, linus = as_(company.tim), as_(company.linus)
    tim.send(f"/reactions/{company.kafka_tip}", kind="outdated", comment=REASON)
    assert "This is not outdated" not in linus.get(f"/tips/{company.kafka_tip}").text
    assert "This is not outdated" in tim.get(f"/tips/{company.kafka_tip}").text
    page = tim.send(f"/posts/{company.kafka_tip}/doubts/withdrawal")
    assert page.request.path == f"/tips/{company.kafka_tip}"
    assert REASON not in page.text
    assert "Outdated" not in as_(company.grace).get("/tips").text
