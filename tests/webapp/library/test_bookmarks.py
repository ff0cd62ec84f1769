"""Bookmarks on the page."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_a_bookmark_is_one_click_and_listed_for_its_owner(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    tim.send(f"/bookmarks/{company.kafka_tip}", kept="1")
    assert "Bookmarked" in tim.get(f"/tips/{company.kafka_tip}").text
    assert "See consumer lag at a glance" in tim.get("/bookmarks").text
    assert "No bookmarks yet" in as_(company.ada).get("/bookmarks").text
    tim.send(f"/bookmarks/{company.kafka_tip}", kept="0")
    assert "No bookmarks yet" in tim.get("/bookmarks").text


def test_what_is_closed_cannot_be_bookmarked(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.tim).send(f"/bookmarks/{company.platform_question}", kept="1").status_code == 404
