"""Skills, and who may see them."""

import pytest

from graph import driver
from graph.errors import Invalid, NotFound
from graph.expertise import evidence, knowers
from graph.freshness import freshness
from graph.ids import PersonId, SkillSlug
from graph.posts import answers, questions
from graph.skills import skills
from tests.company import Company, question

TLS, KAFKA = SkillSlug("tls"), SkillSlug("kafka")


def test_a_skill_that_only_a_closed_community_names_is_unknown_to_strangers(company: Company) -> None:
    with pytest.raises(NotFound):
        skills.show(TLS, viewer=company.tim)
    assert [row.slug for row in skills.directory(viewer=company.tim)] == ["kafka"]
    assert skills.suggest("tl", viewer=company.tim) == ()
    assert skills.show(TLS, viewer=company.ada).name == "tls"


def test_it_becomes_known_once_an_open_post_names_it(company: Company) -> None:
    questions.ask(question("What is a certificate?", "TLS"), by=company.linus.id)
    assert skills.show(TLS, viewer=company.tim).open_questions == 1


def test_counts_are_of_what_the_viewer_may_open(company: Company) -> None:
    assert {row.slug: row.posts for row in skills.directory(viewer=company.tim)}["kafka"] == 2
    assert {row.slug: row.posts for row in skills.directory(viewer=company.ada)}["kafka"] == 3


def test_its_page_shows_who_has_answered_and_shared_about_it(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)
    assert [(one.name, one.evidence) for one in knowers.of(KAFKA, viewer=company.tim)] == [("Ada", 2)]


def test_another_name_of_a_skill_leads_to_it(company: Company) -> None:
    driver.write(
        """
        MATCH (skill:Skill {slug: 'kafka'})
        CREATE (:Alias {slug: 'apache-kafka', name: 'Apache Kafka'})-[:NAMES]->(skill)
        """
    )
    assert [tag.slug for tag in skills.resolve(["Apache Kafka", "kafka"], by=company.tim.id)] == ["kafka"]


def test_a_post_names_at_most_six_skills() -> None:
    with pytest.raises(Invalid, match="at most 6"):
        skills.resolve((f"skill {number}" for number in range(7)), by=PersonId("ada"))


def test_a_name_without_letters_is_sent_back() -> None:
    with pytest.raises(Invalid, match="letters or digits"):
        skills.resolve(["!?"], by=PersonId("ada"))


def test_the_best_is_what_helped_and_is_not_outdated(company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    questions.ask(question("Nobody knows?", "kafka"), by=company.tim.id)
    assert [card.id for card in skills.show(KAFKA, viewer=company.tim).best] == [
        company.kafka_question,
        company.kafka_tip,
    ]
    freshness.doubt(company.kafka_tip, "The flag is gone.", by=company.linus)
    assert [card.id for card in skills.show(KAFKA, viewer=company.tim).best] == [company.kafka_question]


def test_questions_wait_newest_first_until_an_answer_is_accepted(company: Company) -> None:
    newer = questions.ask(question("Which version?", "kafka"), by=company.tim.id)
    assert [card.id for card in skills.show(KAFKA, viewer=company.tim).waiting] == [newer, company.kafka_question]
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert [card.id for card in skills.show(KAFKA, viewer=company.tim).waiting] == [newer]
    assert skills.show(KAFKA, viewer=company.ada).open_questions == 2
