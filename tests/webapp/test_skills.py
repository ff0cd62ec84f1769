"""Skills: the directory, the names offered while typing, and a skill's page."""

from collections.abc import Callable

from graph import questions
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser


def test_a_skill_shows_its_content_and_its_people(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).get("/skills/kafka").text
    assert "Why does my Kafka consumer lag?" in page
    assert "See consumer lag at a glance" in page


def test_a_skill_of_a_closed_community_alone_is_not_there_for_others(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    assert as_(company.linus).get("/skills/tls").status_code == 200
    tim = as_(company.tim)
    assert tim.get("/skills/tls").status_code == 404
    assert "/skills/tls" not in tim.get("/skills").text
    assert tim.get("/skills/names?starts=tl").json == []


def test_names_are_offered_while_typing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert [name.lower() for name in as_(company.tim).get("/skills/names?starts=KA").json or []] == ["kafka"]


def test_a_skill_has_one_page_however_it_is_written(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for name in ("Kafka", "KAFKA", " kafka "):
        questions.ask(question(f"Asked about {name}?", name), by=company.tim.id)
    assert (
        as_(company.tim).get("/skills/names?starts=kaf").json == ["Kafka"]
        or len(as_(company.tim).get("/skills/names?starts=kaf").json or []) == 1
    )


def test_an_unknown_skill_is_a_page_that_says_so(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.tim).get("/skills/cobol").status_code == 404
    assert as_(company.tim).get("/skills?name=cobol").status_code == 200
