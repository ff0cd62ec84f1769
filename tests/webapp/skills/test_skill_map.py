"""The skill map on its page, with a table that has all of its information."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_the_table_says_what_the_map_draws(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).get("/skill-map").text
    assert 'data-slug="kafka" data-posts="3" data-coverage="none"' in page
    assert 'data-slug="tls"' in page
    assert "tls" not in as_(company.tim).get("/skill-map").text


def test_it_narrows_to_a_skill_and_a_community(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert 'around="kafka"' in ada.get("/skill-map?around=Kafka&hops=2").text
    assert 'data-posts="1"' in ada.get(f"/skill-map?community={company.platform}").text


def test_an_unknown_skill_and_odd_numbers_still_show_a_map(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    for typed in ("COBOL", "tls"):
        page = tim.get(f"/skill-map?around={typed}&hops=many").text
        assert "There is no skill with that name" in page
        assert 'data-slug="kafka"' in page
    assert tim.get("/skill-map?community=nowhere").status_code == 200
