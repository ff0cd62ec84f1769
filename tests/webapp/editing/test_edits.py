"""Editing on the page: the form, the comparison of two versions, and two people at once."""

from collections.abc import Callable

import pytest

from graph.posts import questions, texts
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser
from tests.webapp.test_bad_input import FORMS, address

EDIT = {"title": "See consumer lag", "body": "One line.\n\nIt shows the lag.", "skills": "Kafka", "summary": "Shorter"}


def test_a_tip_is_edited_and_its_history_shows_what_changed(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert "Save edit" in ada.get(f"/texts/{company.kafka_tip}/edit").text
    page = ada.send(f"/texts/{company.kafka_tip}", version="1", **EDIT)
    assert page.request.path == f"/tips/{company.kafka_tip}"
    assert "Edited" in page.text
    history = as_(company.tim).get(f"/texts/{company.kafka_tip}/history").text
    assert "<del>See consumer lag at a glance</del> <ins>See consumer lag</ins>" in history
    assert "Shorter" in history


def test_an_answer_is_edited_at_its_place(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send(f"/texts/{company.kafka_answer}", version="1", body="**Rebalances.**", summary="")
    assert page.request.path == f"/questions/{company.kafka_question}"
    assert "<strong>Rebalances.</strong>" in page.text


def test_the_first_revision_is_shown_as_it_was_written(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).get(f"/texts/{company.kafka_answer}/history")
    assert "Raise max.poll.records" in page.text
    assert as_(company.tim).get(f"/texts/{company.kafka_answer}/history?to=9").status_code == 404


def test_who_is_outrun_sees_that_it_became_a_cheat_sheet(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send(f"/texts/{company.kafka_tip}", version="1", **EDIT, cheat_sheet="on")
    page = ada.send(f"/texts/{company.kafka_tip}", version="1", **EDIT)
    assert "Cheat sheet: <del>yes</del> <ins>no</ins>" in page.text


def test_who_is_outrun_sees_both_texts_and_loses_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send(f"/texts/{company.kafka_tip}", version="1", **EDIT)
    page = ada.send(f"/texts/{company.kafka_tip}", version="1", **(EDIT | {"body": "One line of mine."}))
    assert page.status_code == 409
    assert "Someone else changed this text while you were writing" in page.text
    assert "It shows the lag." in page.text
    assert "One line of mine." in page.text
    assert "Cheat sheet:" not in page.text
    assert ada.send(f"/texts/{company.kafka_tip}", version="2", **(EDIT | {"body": "Both."})).status_code == 200
    assert texts.get(company.kafka_tip, viewer=company.ada).version == 3


@pytest.mark.parametrize("form", FORMS)
def test_of_two_who_edit_any_kind_of_post_neither_loses_a_word(
    as_: Callable[[Viewer], Browser], company: Company, form: str
) -> None:
    ada = as_(company.ada)
    id = ada.send(address(form), **FORMS[form]).request.path.rpartition("/")[2]
    edit = {name: words for name, words in FORMS[form].items() if name != "url"}
    assert ada.send(f"/texts/{id}", version="1", **(edit | {"body": "Zebras run."})).status_code == 200
    page = ada.send(f"/texts/{id}", version="1", **(edit | {"body": "Giraffes graze here.", "summary": "Mine"}))
    assert (page.status_code, 'id="body-error"' in page.text) == (409, True)
    assert all(words in page.text for words in ("Zebras run.", "Giraffes graze here.", "Mine", edit["title"]))


def test_of_two_who_edit_an_answer_neither_loses_a_word(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, answer = as_(company.ada), f"/texts/{company.kafka_answer}"
    assert ada.send(answer, version="1", body="Zebras run.").status_code == 200
    page = ada.send(answer, version="1", body="Giraffes graze here.", summary="Mine")
    assert (page.status_code, 'id="body-error"' in page.text) == (409, True)
    assert all(words in page.text for words in ("Zebras run.", "Giraffes graze here.", "Mine"))


@pytest.mark.parametrize(
    ("field", "typed"), [("title", ""), ("title", "T" * 151), ("body", ""), ("skills", "a,b,c,d,e,f,g")]
)
def test_an_edit_that_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: str
) -> None:
    page = as_(company.ada).send(f"/texts/{company.kafka_tip}", version="1", **(EDIT | {field: typed}))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "Shorter" in page.text


def test_what_is_not_open_is_neither_edited_nor_remembered(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    for path in ("edit", "history"):
        assert tim.get(f"/texts/{company.platform_question}/{path}").status_code == 404
    assert tim.send(f"/texts/{company.platform_question}", version="1", **EDIT).status_code == 404


def test_the_history_of_an_anonymous_question_says_no_name(as_: Callable[[Viewer], Browser], company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    as_(company.linus).send(f"/texts/{asked}", version="1", **EDIT)
    page = as_(company.ada).get(f"/texts/{asked}/history").text.split("<main")[1]
    assert "Anonymous" in page
    assert "Linus" not in page
    assert company.linus.id not in page
