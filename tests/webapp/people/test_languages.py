"""Languages come from a list, in the reader's words. What was typed before there was a list still counts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from graph import driver
from graph.expertise import evidence
from graph.people import profiles
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from tests.webapp.people.test_profile import GOOD

Open = Callable[[Viewer], Browser]

SELECTED = re.compile(r'<option value="(\w\w)" selected>')
ELEVEN = ["pl", "en", "de", "fr", "es", "it", "nl", "sv", "da", "fi", "cs"]
POLISH_BROWSER = {"Accept-Language": "pl-PL,pl;q=0.9,en-US;q=0.8,tlh;q=0.7,de;q=0"}


def save(browser: Browser, *languages: str):
    """Save the profile with these languages, as the fields of the page send them."""
    form = MultiDict([*(GOOD | {"csrf_token": browser.token()}).items()])
    form.setlist("languages", list(languages))
    return browser.post("/profile", data=form, follow_redirects=True)


def say(company: Company, *languages: str) -> None:
    """Let Ada have typed these languages when there was no list."""
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), languages=languages))


def test_languages_are_kept_as_tags_and_shown_by_name(as_: Open, company: Company) -> None:
    page = save(as_(company.ada), "pl", "", "en", "pl")
    assert profiles.get(company.ada.id).languages == ("pl", "en")
    assert "Polish, English" in page.text


def test_names_that_are_typed_become_tags(as_: Open, company: Company) -> None:
    save(as_(company.ada), "English, polish", "Norwegian Bokmål")
    assert profiles.get(company.ada.id).languages == ("en", "pl", "nb")


@pytest.mark.parametrize("typed", ["Klingon", "<b>", "xx", "x" * 200])
def test_a_language_that_is_not_listed_is_refused_beside_the_field(as_: Open, company: Company, typed: str) -> None:
    page = save(as_(company.ada), "pl", typed)
    assert page.status_code == 422
    assert "Choose languages from the list." in page.text.partition('id="languages-error"')[2]
    assert "pl" in SELECTED.findall(page.text)
    assert profiles.get(company.ada.id).languages == ()


def test_eleven_languages_are_too_many(as_: Open, company: Company) -> None:
    page = save(as_(company.ada), *ELEVEN)
    assert page.status_code == 422
    assert "Choose at most 10 languages." in page.text
    assert SELECTED.findall(page.text) == ELEVEN


def test_what_was_typed_before_there_was_a_list_is_kept(as_: Open, company: Company) -> None:
    say(company, "Polish", "Silesian")
    ada = as_(company.ada)
    assert "Polish, Silesian" in ada.get(f"/people/{company.ada.id}").text
    page = ada.get("/profile").text
    assert SELECTED.findall(page) == ["pl"]
    assert "<option selected>Silesian</option>" in page
    save(ada, "pl", "Silesian")
    assert profiles.get(company.ada.id).languages == ("pl", "Silesian")


@pytest.mark.parametrize("stored", ["pl", "Polish", "polish"])
@pytest.mark.parametrize("typed", ["Polish", "polish", "pl", " PL "])
def test_the_finder_finds_speakers_however_it_is_typed_and_stored(
    as_: Open, company: Company, stored: str, typed: str
) -> None:
    say(company, stored)
    evidence.weigh(company.kafka_answer)
    tim = as_(company.tim)
    found = tim.get("/experts", query_string={"skills": "kafka", "language": typed}).text
    assert f'href="/people/{company.ada.id}"' in found
    assert "Polish" in found.title()
    table = tim.get("/experts/table.csv", query_string={"skills": "kafka", "language": typed}).text
    assert "Ada" in table
    other = tim.get("/experts", query_string={"skills": "kafka", "language": "German"}).text
    assert f'href="/people/{company.ada.id}"' not in other


def test_a_newcomer_finds_the_languages_of_the_browser_chosen(as_: Open, company: Company) -> None:
    page = as_(company.ada).get("/profile", headers=POLISH_BROWSER).text
    assert SELECTED.findall(page) == ["pl", "en"]
    assert "Guessed from your browser." in page
    assert profiles.get(company.ada.id).languages == ()


@pytest.mark.parametrize("chosen", ["", "fr"])
def test_a_choice_is_never_guessed_again_not_even_none(as_: Open, company: Company, chosen: str) -> None:
    ada = as_(company.ada)
    save(ada, chosen)
    page = ada.get("/profile", headers=POLISH_BROWSER).text
    assert SELECTED.findall(page) == [chosen][: bool(chosen)]
    assert "Guessed" not in page


def test_other_refusals_keep_the_chosen_languages(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    form = MultiDict([*(GOOD | {"csrf_token": ada.token(), "name": ""}).items()])
    form.setlist("languages", ["fr", "nl"])
    page = ada.post("/profile", data=form)
    assert page.status_code == 422
    assert SELECTED.findall(page.text) == ["fr", "nl"]
    assert not driver.read("MATCH (p:Person) WHERE p.languages IS NOT NULL RETURN p.id AS id")
