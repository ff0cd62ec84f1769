"""Disclaimers: after Ada says that a skill isn't hers, she isn't asked about it again."""

import pytest

from graph import driver
from graph.asking import inbox, not_my_skill
from graph.errors import NotFound
from graph.expertise import evidence
from graph.ids import QuestionId, SkillSlug
from graph.matching import experts
from graph.matching.scores import Vote
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company
from tests.graph.asking.test_asks import asked, only_ask

KAFKA = SkillSlug("kafka")


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Linus's question about Kafka, about which Ada was asked."""
    return asked(company)


def again(company: Company, *skills: str) -> list[str]:
    """Return who would be asked about another question, to which Ada's answer is similar."""
    question = questions.ask(stories.question("And now?", *skills), by=company.linus.id)
    votes = [Vote(key=company.kafka_answer, words=9.0)]
    return [one.person for one in experts.suggest(question, votes)]


def test_the_inbox_names_the_skills_it_may_be_wrong_about(company: Company, question: QuestionId):
    assert [skill.slug for skill in only_ask(company).mine] == ["kafka"]


def test_who_does_not_know_it_is_never_asked_about_it_again(company: Company, question: QuestionId):
    assert again(company, "kafka") == [company.ada.id]
    assert not_my_skill.disclaim(only_ask(company).id, KAFKA, by=company.ada.id) == question
    assert inbox.asks(viewer=company.ada) == ()
    assert again(company, "kafka") == []
    assert again(company, "tea") == []


def test_it_holds_for_what_comes_later_too(company: Company, question: QuestionId):
    not_my_skill.disclaim(only_ask(company).id, KAFKA, by=company.ada.id)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Once more."), by=company.ada))
    evidence.recount()
    assert again(company, "kafka") == []


def test_other_skills_speak_for_her_as_before(company: Company, question: QuestionId):
    tls = questions.ask(stories.question("Which cipher?", "tls"), by=company.tim.id)
    evidence.weigh(answers.give(tls, stories.text("The newer."), by=company.ada))
    not_my_skill.disclaim(only_ask(company).id, KAFKA, by=company.ada.id)
    assert again(company, "kafka") == []
    assert again(company, "tls") == [company.ada.id]


def test_saying_it_twice_changes_nothing(company: Company, question: QuestionId):
    ask = only_ask(company).id
    for _ in range(2):
        assert not_my_skill.disclaim(ask, KAFKA, by=company.ada.id) == question
    [row] = driver.read("MATCH (:Person)-[standing:STANDS_IN]->(:Skill) RETURN count(standing) AS standings")
    assert row["standings"] == 1


def test_nobody_says_it_for_her(company: Company, question: QuestionId):
    with pytest.raises(NotFound):
        not_my_skill.disclaim(only_ask(company).id, KAFKA, by=company.tim.id)
    assert again(company, "kafka") == [company.ada.id]


def test_only_what_the_ask_rests_on_can_be_wrong_about_her(company: Company, question: QuestionId):
    with pytest.raises(NotFound):
        not_my_skill.disclaim(only_ask(company).id, SkillSlug("tls"), by=company.ada.id)
