"""Forms that are sent twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from graph import clock
from graph.driver import read
from graph.editing import submissions
from graph.posts import questions
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from tests.webapp.test_bad_input import FORMS, address

ASKED = {"title": "What is a topic?", "body": "In Kafka.", "skills": "Kafka", "once": "a word"}


def asked(company: Company) -> int:
    cards = questions.listed("newest", viewer=company.linus).cards
    return [card.title for card in cards].count("What is a topic?")


def test_the_second_of_two_gets_the_page_of_the_first(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    pages = [linus.send("/questions", **ASKED).request.path for _ in range(2)]
    assert pages[0] == pages[1]
    assert asked(company) == 1


@pytest.mark.parametrize("form", FORMS)
def test_each_kind_of_post_is_made_once(as_: Callable[[Viewer], Browser], company: Company, form: str) -> None:
    linus = as_(company.linus)
    fields = FORMS[form] | {"once": "a word", "own_answer": "And so." if form == "question" else ""}
    pages = [linus.send(address(form), **fields).request.path for _ in range(2)]
    assert pages[0] == pages[1]
    assert linus.get("/").text.count(f'<h2><a href="{pages[0]}"') == 1
    made = read("MATCH (post:Post) WHERE post.title = $title RETURN post.id AS id", title=FORMS[form]["title"])
    assert len(made) == 1


@pytest.mark.parametrize("made", ["questions/{}/answers", "comments/{}", "texts/{}"])
def test_what_is_added_to_a_post_is_added_once(as_: Callable[[Viewer], Browser], company: Company, made: str) -> None:
    tim, fields = as_(company.tim), {"title": "Why?", "body": "Twice?", "version": "1", "summary": "More", "once": "w"}
    first, second = (tim.send(f"/{made.format(company.kafka_question)}", **fields) for _ in range(2))
    assert first.request.path == second.request.path
    counted = read("MATCH (thing) WHERE thing.body = 'Twice?' RETURN count(thing) AS things")
    assert counted == [{"things": 1}]


def test_two_at_the_same_moment_post_once(as_: Callable[[Viewer], Browser], company: Company, site: Flask) -> None:
    browsers = [as_(company.linus) for _ in range(4)]
    forms = [(browser, {"csrf_token": browser.token(), **ASKED}) for browser in browsers]
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda form: form[0].post("/questions", data=form[1]).location, forms))
    assert len(set(sent)) == 1
    assert asked(company) == 1


def test_another_text_or_another_person_is_another_submission(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    as_(company.linus).send("/questions", **ASKED)
    as_(company.linus).send("/questions", **(ASKED | {"body": "I went back and wrote more."}))
    as_(company.tim).send("/questions", **ASKED)
    assert asked(company) == 3


def test_a_form_that_was_refused_may_be_sent_again(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    for _ in range(2):
        assert linus.send("/questions", **(ASKED | {"title": ""})).status_code == 422
    assert read("MATCH (one:Submission) RETURN one.key AS key") == []


def test_every_form_that_makes_something_has_a_word_of_its_own(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada = as_(company.ada)
    for path in ("/questions/new", "/tips/new", "/links/new", "/videos/new", "/communities/new", "/collections/new"):
        assert 'name="once"' in ada.get(path).text, path
    shown = ada.get(f"/questions/{company.kafka_question}").text
    # An answer, a comment on the question, and a comment on its answer.
    assert shown.count('name="once"') == 3


def test_who_died_amid_it_is_given_up_and_what_is_old_is_forgotten(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert submissions.begin("key", claim="first") == "first"
    assert submissions.begin("key", claim="second") is None
    later = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert submissions.begin("key", claim="second") == "second"
    much_later = later + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    submissions.forget_old()
    assert read("MATCH (one:Submission) RETURN one.key AS key") == []
