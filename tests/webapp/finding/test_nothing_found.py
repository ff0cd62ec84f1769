"""When nothing was found: nearby skills, as far as the reader may see them."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.expertise import evidence
from graph.posts import answers, questions
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers.finding import indexing

SignIn = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def _neighbours(company: Company, site: object):
    """Pulsar is related to Kafka, and Kafka to TLS, about which only the platform engineers write."""
    questions.ask(stories.question("Which Pulsar client?", "Pulsar"), by=company.grace.id)
    evidence.weigh(company.kafka_answer)
    driver.write(
        """
        MATCH (pulsar:Skill {slug: 'pulsar'})
        MATCH (kafka:Skill {slug: 'kafka'})
        MATCH (tls:Skill {slug: 'tls'})
        CREATE (pulsar)-[:RELATED]->(kafka)-[:RELATED]->(tls)
        CREATE (:Alias {slug: 'pulse', name: 'Pulse'})-[:NAMES]->(pulsar)
        """
    )
    indexing.rebuild(lambda _done: None)


def nothing(browser: Browser, box: str) -> str:
    """Return the page of a search that finds nothing."""
    page = browser.get("/search", query_string={"q": box}).text
    assert "No results" in page
    return page


def test_the_skill_and_its_neighbours_stand_in_for_what_is_not_here(company: Company, as_: SignIn):
    page = nothing(as_(company.tim), "pulse type:video")
    assert "Related results" in page
    assert page.index("/skills/pulsar") < page.index("/skills/kafka")
    assert "Which Pulsar client?" in page
    assert f"/people/{company.ada.id}" in page
    assert "has made 1 contribution to kafka" in page


def test_the_question_is_filled_in_with_words_and_skill(company: Company, as_: SignIn):
    assert "/questions/new?title=pulse+offload&amp;skills=Pulsar" in nothing(
        as_(company.tim), "pulse offload type:video"
    )


def test_a_misspelt_skill_leads_there_too(company: Company, as_: SignIn):
    assert "/skills/pulsar" in nothing(as_(company.tim), "pulsra type:video")


def test_what_is_closed_is_no_neighbour_for_others(company: Company, as_: SignIn):
    assert "/skills/tls" in nothing(as_(company.ada), "pulsar type:video")
    page = nothing(as_(company.tim), "pulsar type:video")
    assert "/skills/tls" not in page
    assert "certificates" not in page
    assert "Related results" not in nothing(as_(company.tim), "tls type:video")


def test_who_knows_a_skill_behind_closed_doors_only_is_named_to_nobody_else(company: Company, as_: SignIn):
    vocabulary.add(SkillDraft(name="Vault", summary="", aliases=(), broader=(), related=()), by=company.margaret)
    closed = stories.question("How do we seal it?", "vault", community=company.ada.audiences[1])
    evidence.weigh(answers.give(questions.ask(closed, by=company.linus.id), stories.text("So."), by=company.ada))
    indexing.rebuild(lambda _done: None)
    page = nothing(as_(company.tim), "vault type:video").split("<main", 1)[1]
    assert "/questions/new?title=vault&amp;skills=Vault" in page
    assert not [told for told in ("Ada", company.ada.id, "seal", "contribution") if told in page]
    assert "has made 1 contribution to Vault" in nothing(as_(company.linus), "vault type:video")


def test_nobody_is_sent_to_themselves(company: Company, as_: SignIn):
    assert "has made 1 contribution" not in nothing(as_(company.ada), "kafka type:video").split("<main", 1)[1]


def test_where_nothing_lies_near_the_question_is_still_offered(company: Company, as_: SignIn):
    page = nothing(as_(company.tim), "xyzzy plugh")
    assert "Related results" not in page
    assert "/questions/new?title=xyzzy+plugh" in page


def test_names_of_a_taxonomy_find_what_nobody_here_calls_so(company: Company, as_: SignIn):
    driver.write(
        """
        MATCH (kafka:Skill {slug: 'kafka'})
        CREATE (concept:Concept {id: 'c1', name: 'Kafka', names: ['event streaming platform'], is_group: false})
        CREATE (kafka)-[:MEANS]->(concept)
        CREATE (:Term {key: 'event-streaming-platform'})-[:NAMES]->(concept)
        """
    )
    page = as_(company.tim).get("/search", query_string={"q": "event streaming platform"}).text
    assert "Why does my Kafka consumer lag?" in page


def test_a_skill_that_two_ways_lead_to_stands_where_the_shorter_one_puts_it(company: Company, as_: SignIn):
    driver.write(
        """
        MATCH (pulsar:Skill {slug: 'pulsar'})
        CREATE (:Term {key: 'pulsars'})-[:NAMES]->(:Concept {id: 'c1', name: 'Pulse', names: [], is_group: false})
            -[:RELATED]->(:Concept {id: 'c2', name: 'Queues', names: [], is_group: false, skills_below: 1})
            -[:RELATED]->(:Concept {id: 'c3', name: 'Pulsar', names: [], is_group: false})<-[:MEANS]-(pulsar)
        """
    )
    page = nothing(as_(company.tim), "pulsars type:video")
    assert page.index("/skills/pulsar") < page.index("/skills/kafka")
