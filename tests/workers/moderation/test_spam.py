"""Answers and comments that look like spam are reported by a sweep, and nothing else happens to them."""

from collections.abc import Iterator

import pytest

from graph import driver
from graph.posts import answers, comments, questions
from graph.reporting import reports
from graph.settings import Settings
from tests.company import Company, question, text
from tests.graph.spam.adverts import ADVERT, TIP, learn
from workers.moderation import spam


@pytest.fixture(autouse=True)
def learnt(company: Company, graph: Settings) -> Iterator[None]:
    driver.write("MATCH (p:Person {id: $id}) SET p.is_site_coach = true", id=company.margaret.id)
    learn(graph)
    yield
    driver.connect(graph)


def reported(company: Company) -> set[str]:
    spam.sweep()
    return {one.id for one in reports.waiting(viewer=company.margaret)}


def test_they_are_reported_once_with_their_words(company: Company) -> None:
    advert = answers.give(company.kafka_question, text(ADVERT), by=company.tim)
    answers.give(company.kafka_question, text(TIP), by=company.linus)
    remark = comments.make(company.kafka_tip, text(ADVERT), by=company.linus).id
    assert reported(company) == reported(company) == {advert, remark}
    [told] = next(one for one in reports.waiting(viewer=company.margaret) if one.id == advert).told
    assert (told.reason, len(told.words.split(", "))) == ("spam", 5)


def test_what_a_coach_leaves_is_not_reported_again(company: Company) -> None:
    advert = answers.give(company.kafka_question, text(ADVERT), by=company.tim)
    assert reported(company) == {advert}
    reports.decline(advert, by=company.margaret)
    assert reported(company) == set()


def test_not_those_of_known_people_unless_they_have_no_name(company: Company) -> None:
    secret = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.ada.id)
    driver.write("MATCH (p:Person) WHERE p.id IN $ids SET p.trust_level = 1", ids=[company.ada.id, company.tim.id])
    answers.give(secret, text(ADVERT), by=company.tim)
    nameless = answers.give(secret, text(ADVERT), by=company.ada)
    assert reported(company) == {nameless}


def test_nothing_happens_without_a_model(company: Company) -> None:
    answers.give(company.kafka_question, text(ADVERT), by=company.tim)
    driver.write("MATCH (model:SpamModel) DETACH DELETE model")
    assert reported(company) == set()
    spam.tidy()
