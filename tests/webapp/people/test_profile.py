"""My profile: saved, returned with errors, and kept apart from everyone else's."""

import html
import unicodedata
from collections.abc import Callable

import pytest

from graph.expertise import evidence
from graph.people import people, profiles
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

GOOD = {
    "name": "Ada",
    "pronouns": "she/her",
    "headline": "Backend and Kafka",
    "about": "I like logs.",
    "office": "London",
    "time_zone": "Europe/London",
    "languages": "English, Polish",
    "work_begins": "09:00",
    "work_ends": "17:30",
    "help_hours": "4",
    "is_listed": "on",
    "takes_asks": "on",
    "ask_limit": "3",
    "away_until": "2027-01-15",
}


def test_what_ada_says_of_herself_is_on_her_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send("/profile", **GOOD)
    assert page.request.path == f"/people/{company.ada.id}"
    for words in ("Backend and Kafka", "I like logs.", "London", "Europe/London"):
        assert words in page.text


def test_saving_twice_changes_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/profile", **GOOD)
    once = profiles.get(company.ada.id)
    ada.send("/profile", **GOOD)
    assert profiles.get(company.ada.id) == once


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "name"),
        ("name", "A" * 500, "characters or fewer for the name"),
        ("pronouns", "P" * 41, "characters or fewer for the pronouns"),
        ("headline", "B" * 1_000, "characters or fewer for the line about your work"),
        ("about", "C" * 100_000, "characters or fewer for the text about you"),
        ("office", "D" * 1_000, "characters or fewer for the office"),
        ("time_zone", "Mars/Olympus", "time zone"),
        ("languages", "E" * 200, "Choose languages from the list."),
        ("work_begins", "25:00", "Enter both times"),
        ("work_begins", "", "Enter both times"),
        ("help_hours", "41", "hours"),
        ("ask_limit", "-1", "asks"),
        ("ask_limit", "many", "asks"),
        ("ask_limit", "99999999999999999999", "asks"),
        ("away_until", "soon", "Enter a date, such as"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: str, sentence: str
) -> None:
    before = profiles.get(company.ada.id)
    page = as_(company.ada).send("/profile", **(GOOD | {"about": "An hour of typing."} | {field: typed}))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert sentence in page.text
    assert typed[:50] in page.text
    assert field == "about" or "An hour of typing." in page.text
    assert profiles.get(company.ada.id) == before


def test_nobody_edits_another_persons_profile(as_: Callable[[Viewer], Browser], company: Company) -> None:
    as_(company.tim).send("/profile", **(GOOD | {"name": "Tim", "id": company.ada.id, "person": company.ada.id}))
    assert profiles.get(company.ada.id).headline == ""
    assert profiles.get(company.tim.id).headline == "Backend and Kafka"


def test_script_in_a_profile_is_shown_as_text(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send("/profile", **(GOOD | {"headline": "<script>alert(1)</script>"}))
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_pronouns_stand_beside_the_name_on_her_page_and_in_the_directory(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    as_(company.ada).send("/profile", **GOOD)
    evidence.weigh(company.kafka_answer)
    tim = as_(company.tim)
    for page in (f"/people/{company.ada.id}", "/people", "/experts?skills=kafka"):
        assert "she/her" in tim.get(page).text
    assert "she/her" not in tim.get(f"/questions/{company.kafka_question}").text


def test_pronouns_are_no_must_and_can_be_taken_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/profile", **GOOD)
    assert "she/her" not in ada.send("/profile", **(GOOD | {"pronouns": " "})).text
    assert profiles.get(company.ada.id).pronouns == ""


@pytest.mark.parametrize("name", ["bell hooks", "山田　太郎", "محمد الخوارزمي", "नीना", "X Æ A-12", "D'Arc-O'Neil"])
def test_a_name_is_shown_as_it_was_written(as_: Callable[[Viewer], Browser], company: Company, name: str) -> None:
    page = as_(company.ada).send("/profile", **(GOOD | {"name": f"  {name} "}))
    assert f"<h1><bdi>{name}</bdi></h1>" in html.unescape(page.text)
    assert profiles.get(company.ada.id).name == name
    directory = as_(company.tim).get("/people", query_string={"name": name[:3].upper()})
    assert name in html.unescape(directory.text)


def test_a_name_is_found_however_its_spaces_and_accents_are_typed(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    name = unicodedata.normalize("NFD", "Zoë  Quéré")
    as_(company.ada).send("/profile", **(GOOD | {"name": name}))
    assert people.called("zoë quéré").name == name
    assert [one.name for one in people.directory(starts_with="ZOË Q", viewer=company.tim)] == [name]


def test_being_asked_first_about_what_one_learned_can_be_switched_off(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada = as_(company.ada)
    assert profiles.get(company.ada.id).teaches_back
    for typed in ({}, {"teaches_back": "on"}):
        ada.send("/profile", **GOOD, **typed)
        assert profiles.get(company.ada.id).teaches_back is bool(typed)
