"""Skills that are near each other because posts name both."""

from graph import driver
from graph.ids import SkillSlug
from graph.posts import questions
from graph.skills import co_occurrence
from tests.company import Company, question

KAFKA = SkillSlug("kafka")


def test_what_is_named_together_twice_lies_beside(company: Company) -> None:
    for title in ("Why does it lag?", "Why does it stop?"):
        questions.ask(question(title, "kafka", "java"), by=company.tim.id)
    questions.ask(question("Once?", "kafka", "cobol"), by=company.tim.id)
    beside = co_occurrence.beside(KAFKA, viewer=company.tim)
    assert [(near.name, near.together) for near in beside] == [("java", 2)]


def test_only_posts_that_the_viewer_may_open_count(company: Company) -> None:
    community = driver.read("MATCH (c:Community {slug: $slug}) RETURN c.id AS id", slug=company.platform)[0]["id"]
    questions.ask(question("And the keys?", "kafka", "tls", community=community), by=company.ada.id)
    assert [near.slug for near in co_occurrence.beside(KAFKA, viewer=company.ada)] == ["tls"]
    assert co_occurrence.beside(KAFKA, viewer=company.tim) == ()


def test_what_is_tied_already_is_not_said_again(company: Company) -> None:
    for title in ("Why does it lag?", "Why does it stop?"):
        questions.ask(question(title, "kafka", "java"), by=company.tim.id)
    driver.write("MATCH (a:Skill {slug: 'kafka'}) MATCH (b:Skill {slug: 'java'}) CREATE (b)-[:BROADER]->(a)")
    assert co_occurrence.beside(KAFKA, viewer=company.tim) == ()
