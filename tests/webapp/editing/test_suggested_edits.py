"""Suggesting an edit and deciding about it, on the page."""

from collections.abc import Callable

from graph.editing import suggested_edits
from graph.posts import texts
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

EDIT = {"version": "1", "title": "See consumer lag", "body": "Shorter.", "skills": "Kafka", "summary": "Less is more"}


def test_a_suggestion_goes_from_the_form_to_the_decision(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, ada = as_(company.tim), as_(company.ada)
    assert "Suggest edit" in tim.get(f"/texts/{company.kafka_tip}/edit").text
    assert "Waiting" not in tim.send(f"/texts/{company.kafka_tip}", **EDIT).text
    assert "Someone suggested an edit" in ada.get("/").text
    assert "Suggested edit to review" in ada.get(f"/tips/{company.kafka_tip}").text
    (waiting,) = suggested_edits.waiting(viewer=company.ada)
    assert "Less is more" in ada.get("/suggested-edits").text
    page = ada.send(f"/suggested-edits/{waiting.id}/acceptance", version="1")
    assert page.request.path == f"/tips/{company.kafka_tip}"
    assert "Shorter." in page.text
    assert "Accepted" in tim.get("/suggested-edits").text


def test_a_suggestion_without_a_summary_comes_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send(f"/texts/{company.kafka_tip}", **(EDIT | {"summary": ""}))
    assert page.status_code == 422
    assert 'id="summary-error"' in page.text
    assert "Shorter." in page.text


def test_what_changed_since_is_shown_before_it_is_accepted(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, ada = as_(company.tim), as_(company.ada)
    tim.send(f"/texts/{company.kafka_tip}", **EDIT)
    ada.send(f"/texts/{company.kafka_tip}", **(EDIT | {"body": "Ada wrote this meanwhile."}))
    (waiting,) = suggested_edits.waiting(viewer=company.ada)
    page = ada.send(f"/suggested-edits/{waiting.id}/acceptance", version="1")
    assert page.status_code == 409
    assert "Ada wrote this meanwhile." in page.text
    assert "may undo the other change" in page.text
    assert ada.send(f"/suggested-edits/{waiting.id}/acceptance", version="2").status_code == 200


def test_declining_needs_a_reason_and_what_was_typed_stays(as_: Callable[[Viewer], Browser], company: Company) -> None:
    as_(company.tim).send(f"/texts/{company.kafka_tip}", **EDIT)
    (waiting,) = suggested_edits.waiting(viewer=company.ada)
    ada = as_(company.ada)
    page = ada.send(f"/suggested-edits/{waiting.id}/refusal", reason="R" * 301)
    assert page.status_code == 422
    assert "R" * 301 in page.text
    ada.send(f"/suggested-edits/{waiting.id}/refusal", reason="The title said more.")
    assert "The title said more." in as_(company.tim).get(f"/suggested-edits/{waiting.id}").text
    assert as_(company.grace).get(f"/suggested-edits/{waiting.id}").status_code == 404


def test_that_a_tip_should_be_a_cheat_sheet_is_a_suggestion_too(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada, now = as_(company.ada), texts.get(company.kafka_tip, viewer=company.tim)
    same = {"version": "1", "title": now.title, "body": now.body, "skills": "Kafka", "summary": "It prints well"}
    as_(company.tim).send(f"/texts/{company.kafka_tip}", **same, cheat_sheet="on")
    (waiting,) = suggested_edits.waiting(viewer=company.ada)
    assert "Cheat sheet: <del>no</del> <ins>yes</ins>" in ada.get(f"/suggested-edits/{waiting.id}").text
    assert "Print the cheat sheet" in ada.send(f"/suggested-edits/{waiting.id}/acceptance", version="1").text
