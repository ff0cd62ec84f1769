"""Skills: the directory, the names offered while typing, and a skill's page."""

from collections.abc import Callable

from graph.demand import anonymous_demand
from graph.expertise import evidence, stated_levels
from graph.ids import SkillSlug
from graph.posts import questions
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


def test_levels_stand_with_who_says_so_and_what_shows_them(as_: Callable[[Viewer], Browser], company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    stated_levels.state(SkillSlug("kafka"), 4, by=company.tim)
    page = as_(company.linus).get("/skills/kafka").text
    for words in ("inferred from evidence", "1 contribution", "self-assessed", "no evidence yet"):
        assert words in page
    assert "Demand and risk" not in page


def test_needs_stand_on_it_for_those_who_may_know_of_them(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for viewer in (company.ada, company.linus, company.tim):
        anonymous_demand.note([SkillSlug("kafka")], "failed", by=viewer.id)
    for viewer, sees in ((company.grace, True), (company.margaret, True), (company.tim, False)):
        assert ("3 people looked for it and found nothing" in as_(viewer).get("/skills/kafka").text) is sees
