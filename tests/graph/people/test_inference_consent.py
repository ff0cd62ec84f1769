"""Consent to inference: a site's three modes, and each person's own choice."""

from dataclasses import replace

import pytest

from graph import driver
from graph.errors import Conflict
from graph.expertise import abilities, evidence
from graph.matching import candidates, proofs
from graph.matching.scores import Vote
from graph.people import inference_consent
from graph.posts import questions
from graph.settings import Inference, Settings
from graph.upkeep import migrations
from tests import company as stories
from tests.company import Company


def operate(graph: Settings, mode: Inference) -> None:
    """Set the site's mode, as the operator does with a restart."""
    driver.connect(replace(graph, inference=mode))


def weighed(company: Company) -> int:
    """Weigh what Ada wrote, and return how many pieces of evidence are stored anywhere."""
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)
    return stored(company)


def stored(company: Company) -> int:
    rows = driver.read(
        """
        MATCH (person:Person {id: $id})
        RETURN COUNT { (person)-[:KNOWS]->() }
               + COUNT { MATCH (person)-[:GAVE|POSTED]->(proof) WHERE proof.weight IS NOT NULL } AS stored,
               coalesce(person.activity, 0.0) AS activity
        """,
        id=company.ada.id,
    )
    assert (rows[0]["activity"] > 1e-9) == (rows[0]["stored"] > 0)
    return rows[0]["stored"]


def test_unless_people_refuse_what_they_write_speaks_for_them(company: Company) -> None:
    assert weighed(company) == 3
    inference_consent.choose(company.ada.id, is_inferred=False)
    evidence.weigh_person(company.ada.id)
    assert stored(company) == 0


def test_who_changes_their_mind_is_known_for_the_same_as_before(company: Company) -> None:
    assert weighed(company) == 3
    before = abilities.of(company.ada.id, viewer=company.tim)
    for choice, pieces in ((False, 0), (True, 3)):
        inference_consent.choose(company.ada.id, is_inferred=choice)
        evidence.weigh_person(company.ada.id)
        assert stored(company) == pieces
    assert abilities.of(company.ada.id, viewer=company.tim) == before


def test_with_opt_in_nothing_is_stored_before_they_agree(company: Company, graph: Settings) -> None:
    operate(graph, "opt-in")
    assert weighed(company) == 0
    inference_consent.choose(company.ada.id, is_inferred=True)
    assert weighed(company) == 3


def test_in_mode_off_nothing_is_stored_and_there_is_nothing_to_choose(company: Company, graph: Settings) -> None:
    operate(graph, "off")
    assert weighed(company) == 0
    assert inference_consent.choice(viewer=company.ada) == inference_consent.InferenceChoice(
        mode="off", is_inferred=False
    )
    with pytest.raises(Conflict):
        inference_consent.choose(company.ada.id, is_inferred=True)


def test_when_the_operator_switches_it_off_what_was_stored_goes_with_the_restart(
    company: Company, graph: Settings
) -> None:
    weighed(company)
    operate(graph, "off")
    migrations.apply()
    assert stored(company) == 0
    operate(graph, "opt-out")
    migrations.apply()
    assert stored(company) == 3


def test_who_refuses_is_not_asked_because_of_what_they_wrote(company: Company) -> None:
    weighed(company)
    case = candidates.case(questions.ask(stories.question("Why is Kafka slow?", "kafka"), by=company.tim.id))
    assert case
    vote = [Vote(key=company.kafka_answer, words=3.0)]
    assert (len(candidates.by_skills(case)), len(proofs.by_likeness(vote, case))) == (1, 1)
    inference_consent.choose(company.ada.id, is_inferred=False)
    evidence.weigh_person(company.ada.id)
    assert (len(candidates.by_skills(case)), len(proofs.by_likeness(vote, case))) == (0, 0)
