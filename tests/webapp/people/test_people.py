"""The directory and a person's page."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.people import people
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_the_directory_lists_everybody_by_name(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).get("/people").text
    places = [page.index(f"<bdi>{name}</bdi></a>") for name in ("Ada", "Grace", "Linus", "Margaret", "Tim")]
    assert places == sorted(places)


def test_the_directory_is_narrowed_by_the_first_letters(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).get("/people?name=gr").text
    assert company.grace.id in page
    assert company.ada.id not in page


def test_a_name_that_nobody_has_says_what_to_do(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert "Try fewer letters" in as_(company.ada).get("/people?name=zz").text


def test_a_persons_page_shows_what_they_gave_and_whom_they_report_to(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    page = as_(company.tim).get(f"/people/{company.ada.id}").text
    assert "See consumer lag at a glance" in page
    assert f"/people/{company.grace.id}" in page


def test_what_a_reader_may_not_open_is_missing_from_a_persons_page(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    path = f"/people/{company.ada.id}"
    assert "certificates" in as_(company.linus).get(path).text
    assert "certificates" not in as_(company.tim).get(path).text


def test_only_oneself_is_offered_to_edit(as_: Callable[[Viewer], Browser], company: Company) -> None:
    path = f"/people/{company.ada.id}"
    assert 'href="/profile"' in as_(company.ada).get(path).text.split("<main", 1)[1]
    assert 'href="/profile"' not in as_(company.tim).get(path).text.split("<main", 1)[1]


@pytest.mark.parametrize("id", ["nobody", "0", "a" * 300])
def test_nobody_by_that_id_is_a_page_that_says_so(as_: Callable[[Viewer], Browser], company: Company, id: str) -> None:
    page = as_(company.ada).get(f"/people/{id}")
    assert page.status_code == 404
    assert "or you don&#39;t have access to their profile." in page.text


def test_who_has_left_keeps_a_page_but_leaves_the_directory(as_: Callable[[Viewer], Browser], company: Company) -> None:
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.ada.id)
    grace = as_(company.grace)
    assert "Ada has left. Their posts are still here." in grace.get(f"/people/{company.ada.id}").text
    assert company.ada.id not in grace.get("/people").text


def test_the_first_line_of_a_profile_stands_in_the_directory(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    people.work_in(company.ada.id, "Platform")
    assert "Platform" in as_(company.tim).get("/people").text
