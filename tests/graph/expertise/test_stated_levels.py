"""Levels that people state themselves, and hidden levels, which are hidden everywhere."""

from dataclasses import replace

import pytest

from graph import driver, viewers
from graph.errors import Forbidden, Invalid
from graph.expertise import evidence, knowers, stated_levels
from graph.finding import index_entries
from graph.ids import PersonId, SkillSlug
from graph.matching import candidates
from graph.matching.scores import Parts
from graph.people import people, profiles
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)


def copied(person: PersonId) -> tuple[int, int | None, str | None, bool | None]:
    [row] = driver.read(
        """
        MATCH (:Person {id: $id})-[knows:KNOWS]->(:Skill {slug: 'kafka'})
        RETURN knows.evidence AS evidence, knows.level AS level, knows.source AS source, knows.hidden AS hidden
        """,
        id=person,
    )
    return row["evidence"], row["level"], row["source"], row["hidden"]


def found_by(viewer: viewers.Viewer) -> list[str]:
    return [knower.name for knower in knowers.of(KAFKA, viewer=viewer) if knower.evidence]


def test_ones_own_level_leads_before_the_managers(company: Company) -> None:
    stated_levels.rate(company.ada.id, KAFKA, 5, by=company.grace.id)
    assert copied(company.ada.id) == (2, 5, "manager", None)
    stated_levels.state(KAFKA, 3, by=company.ada)
    assert copied(company.ada.id) == (2, 3, "self", None)
    stated_levels.state(KAFKA, None, by=company.ada)
    assert copied(company.ada.id) == (2, 5, "manager", None)


def test_a_skill_may_be_stated_without_any_evidence_and_taken_back(company: Company) -> None:
    stated_levels.state(KAFKA, 2, by=company.tim)
    assert copied(company.tim.id) == (0, 2, "self", None)
    assert found_by(company.grace) == ["Ada"]
    stated_levels.state(KAFKA, None, by=company.tim)
    assert not driver.read("MATCH (:Person {id: $id})-[:KNOWS]->() RETURN 1", id=company.tim.id)


def test_stating_twice_changes_nothing_and_counting_again_keeps_it(company: Company) -> None:
    stated_levels.state(KAFKA, 4, by=company.ada)
    stated_levels.state(KAFKA, 4, by=company.ada)
    stated_levels.state(KAFKA, 2, by=company.tim)
    evidence.recount()
    assert (copied(company.ada.id), copied(company.tim.id)) == ((2, 4, "self", None), (0, 2, "self", None))


def test_only_ones_own_manager_rates_and_only_what_is_shown_to_managers(company: Company) -> None:
    for stranger in (company.margaret, company.linus, company.ada):
        with pytest.raises(Forbidden):
            stated_levels.rate(company.ada.id, KAFKA, 4, by=stranger.id)
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    with pytest.raises(Forbidden):
        stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_is_from_one_to_five(company: Company, level: int) -> None:
    with pytest.raises(Invalid):
        stated_levels.state(KAFKA, level, by=company.ada)


def test_a_skill_of_a_closed_community_cannot_be_stated_by_outsiders(company: Company) -> None:
    for person in (company.tim, company.linus):
        stated_levels.state(SkillSlug("tls"), 4, by=person)
    rows = driver.read("MATCH (person:Person)-[:STANDS_IN]->(:Skill {slug: 'tls'}) RETURN person.id AS id")
    assert [row["id"] for row in rows] == [company.linus.id]


@pytest.mark.parametrize("shown_to", ["managers", "me", "nobody"])
def test_what_is_not_for_everyone_is_on_no_page_in_no_search_and_in_no_suggestion(
    company: Company, shown_to: stated_levels.ShownTo
) -> None:
    stated_levels.show_to(KAFKA, shown_to, by=company.ada.id)
    question = questions.ask(stories.question("Why is Kafka slow?", "kafka"), by=company.tim.id)
    case = candidates.case(question)
    assert case
    assert candidates.by_skills(case) == {}
    assert candidates.able({company.ada.id: Parts(tag=0, text=1, meaning=0, active=0)}, case) == ()
    assert found_by(company.grace) == []
    assert people.directory(starts_with="ada", viewer=company.tim)[0].skills == ()
    assert [one.skills for one in index_entries.find("person", [company.ada.id])] == [()]


def test_what_is_shown_again_is_found_again(company: Company) -> None:
    stated_levels.show_to(KAFKA, "nobody", by=company.ada.id)
    assert found_by(company.grace) == []
    stated_levels.show_to(KAFKA, "everyone", by=company.ada.id)
    assert found_by(company.grace) == ["Ada"]


def test_what_is_hidden_stays_hidden_when_more_is_written(company: Company) -> None:
    stated_levels.show_to(KAFKA, "nobody", by=company.ada.id)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Once more."), by=company.ada))
    for count in (lambda: None, evidence.recount):
        count()
        pieces, *_, is_hidden = copied(company.ada.id)
        assert (pieces, is_hidden) == (3, True)


def test_who_is_not_in_the_directory_is_in_no_list_of_people(company: Company) -> None:
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), is_listed=False))
    assert people.directory(starts_with="ada", viewer=company.tim) == ()
    assert found_by(company.grace) == []
    assert list(index_entries.find("person", [company.ada.id])) == []
