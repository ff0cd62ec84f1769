"""The pages of *Knowledge risks*: who can see them, what they say, and which input is an error."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.demand import anonymous_demand
from graph.expertise import evidence, stated_levels
from graph.ids import SkillSlug
from graph.people import people
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.webapp.client import Browser

Sign = Callable[[Viewer], Browser]

KAFKA = SkillSlug("kafka")
PAGES = ("/radar", "/radar/table.csv", "/radar/people", "/radar/people/{ada}", "/radar/skills/kafka")


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.linus)


def test_grace_sees_what_hangs_on_one_person_and_who_could_take_over(as_: Sign, company: Company) -> None:
    grace = as_(company.grace)
    page = grace.get("/radar").text
    for words in ("1 person", "1 question", "/radar/skills/kafka", "/radar/people"):
        assert words in page
    assert f"/radar/people/{company.ada.id}" in grace.get("/radar/people").text
    page = grace.get(f"/radar/people/{company.ada.id}").text
    for words in (
        "If Ada leaves",
        "nobody else knows it",
        "Linus",
        "wants to learn it",
        "See consumer lag at a glance",
    ):
        assert words in page


def test_a_skill_says_who_knows_it_and_what_can_be_done(as_: Sign, company: Company) -> None:
    for viewer in (company.ada, company.linus, company.tim):
        anonymous_demand.note([KAFKA], "failed", by=viewer.id)
    page = as_(company.margaret).get("/radar/skills/kafka").text
    for words in (
        "Who could take over kafka",
        "Ada",
        "Linus",
        "3 people looked for it and found nothing",
        "Who+can+teach+kafka",
    ):
        assert words in page
    assert "/radar/people" not in page


def test_what_three_know_needs_nobody_to_take_it_over(as_: Sign, company: Company) -> None:
    for viewer in (company.tim, company.margaret, company.linus):
        stated_levels.state(KAFKA, 4, by=viewer)
    grace = as_(company.grace)
    assert "nobody needs to take over" in grace.get("/radar/skills/kafka").text
    assert "No skills at risk" in grace.get(f"/radar/people/{company.ada.id}").text


@pytest.mark.parametrize("path", PAGES)
def test_it_is_not_for_everybody(as_: Sign, company: Company, path: str) -> None:
    for viewer in (company.linus, company.tim):
        assert as_(viewer).get(path.format(ada=company.ada.id)).status_code in (403, 404)


def test_coaches_see_skills_and_no_departures(as_: Sign, company: Company) -> None:
    margaret = as_(company.margaret)
    assert "If someone leaves" not in margaret.get("/radar").text
    assert margaret.get("/radar/people").status_code == 403
    assert margaret.get(f"/radar/people/{company.ada.id}").status_code == 404


def test_the_menu_names_it_to_those_whom_it_is_for(as_: Sign, company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    for viewer, sees in ((company.grace, True), (company.margaret, True), (barbara, True), (company.ada, False)):
        assert ('href="/radar"' in as_(viewer).get("/").text) is sees


def test_the_menu_follows_who_becomes_a_manager(as_: Sign, company: Company) -> None:
    tim = as_(company.tim)
    assert 'href="/radar"' not in tim.get("/").text
    people.report_to(company.linus.id, company.tim.id)
    assert 'href="/radar"' in tim.get("/").text


def test_the_table_holds_the_same_as_the_page_and_runs_nothing(as_: Sign, company: Company) -> None:
    questions.ask(question("How is it added?", "+plus"), by=company.tim.id)
    table = as_(company.grace).get("/radar/table.csv")
    assert table.mimetype == "text/csv"
    assert table.text.splitlines()[1:] == ["'+plus,nobody yet,0,1,1,", "kafka,known by few,1,1,0,"]
    assert as_(company.grace).get("/radar/table.csv?coverage=thin").text.count("\n") == 2


@pytest.mark.parametrize(
    ("chosen", "stays"),
    [("unit=Nowhere", 'value="Nowhere"'), ("unit=Tiny&coverage=oops", 'value="Tiny"'), ("mine=1", 'value="1" checked')],
)
def test_too_few_people_are_not_looked_at_and_what_was_typed_stays(
    as_: Sign, company: Company, chosen: str, stays: str
) -> None:
    people.work_in(company.ada.id, "Tiny")
    page = as_(company.grace).get(f"/radar?{chosen}")
    assert page.status_code == 422
    assert "at least 5 people" in page.text
    assert stays in page.text


def test_nothing_to_show_says_what_to_do(as_: Sign, company: Company) -> None:
    page = as_(company.grace).get(f"/radar?community={company.platform}&coverage=odd").text
    assert "No risks to show" in page
    assert "No people found" in as_(company.grace).get("/radar/people?name=zz").text


def test_a_skill_that_was_merged_away_leads_on(as_: Sign, company: Company) -> None:
    questions.ask(question("Which client?", "Kafkas"), by=company.tim.id)
    barbara = as_(viewers.get(stories.join("Barbara", is_admin=True)))
    barbara.send("/merge-desk", lost="kafkas", kept="kafka")
    moved = barbara.get("/radar/skills/kafkas")
    assert (moved.status_code, moved.location) == (308, "/radar/skills/kafka")
    for unknown in ("cobol", "tls"):
        assert barbara.get(f"/radar/skills/{unknown}").status_code == 404


def test_a_hundred_skills_and_more_are_a_page_and_a_table(as_: Sign, company: Company) -> None:
    for number in range(21):
        asked = [f"Skill {number}.{letter}" for letter in "abcde"]
        questions.ask(question(f"Question {number}?", *asked), by=company.tim.id)
    grace = as_(company.grace)
    assert "The first 100 are shown" in grace.get("/radar").text
    assert grace.get("/radar/table.csv").text.count("\n") == 1 + 21 * 5 + 1


def test_who_asked_without_a_name_is_not_named(as_: Sign, company: Company) -> None:
    asked = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    evidence.weigh(answers.give(asked, stories.text("I am too."), by=company.linus))
    stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=company.linus)
    grace = as_(company.grace)
    for path in ("/radar", f"/radar/people/{company.ada.id}", "/radar/skills/kafka"):
        assert company.linus.id not in grace.get(path).text
