"""A person's skills, with their sources and evidence, for the people who may see them."""

import pytest

from graph.errors import NotFound
from graph.expertise import abilities, evidence, stated_levels
from graph.freshness import freshness
from graph.ids import SkillSlug
from graph.posts import answers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)


def kafka(company: Company, viewer: Viewer) -> abilities.Ability:
    return abilities.one(company.ada.id, KAFKA, viewer=viewer)


def test_an_inferred_skill_has_its_evidence_beside_it(company: Company) -> None:
    [skill] = abilities.of(company.ada.id, viewer=company.tim)
    assert (skill.name, skill.evidence) == ("kafka", 2)
    assert [(one.source, one.level) for one in skill.statements] == [("inferred", 2)]
    assert {(proof.shows, proof.title) for proof in skill.proofs} == {
        ("answer", "Why does my Kafka consumer lag?"),
        ("tip", "See consumer lag at a glance"),
    }


def test_statements_stand_side_by_side_and_ones_own_leads(company: Company) -> None:
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    stated_levels.state(KAFKA, 3, by=company.ada)
    skill = kafka(company, company.tim)
    assert [(one.source, one.level) for one in skill.statements] == [("self", 3), ("manager", 4), ("inferred", 2)]
    assert skill.statements[1].by
    assert skill.statements[1].by.name == "Grace"
    assert skill.is_disputed


@pytest.mark.parametrize(
    ("shown_to", "readers"),
    [
        ("everyone", {"ada", "grace", "linus", "margaret", "tim"}),
        ("managers", {"ada", "grace", "margaret"}),
        ("me", {"ada"}),
        ("nobody", {"ada"}),
    ],
)
def test_a_skill_is_seen_by_those_to_whom_it_is_shown(
    company: Company, shown_to: stated_levels.ShownTo, readers: set[str]
) -> None:
    stated_levels.show_to(KAFKA, shown_to, by=company.ada.id)
    everybody = ("ada", "grace", "linus", "margaret", "tim")
    assert {name for name in everybody if abilities.of(company.ada.id, viewer=getattr(company, name))} == readers
    for outsider in set(everybody) - readers:
        with pytest.raises(NotFound):
            kafka(company, getattr(company, outsider))


def test_evidence_of_a_closed_community_is_only_for_its_members(company: Company) -> None:
    evidence.weigh(answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus))
    assert abilities.of(company.linus.id, viewer=company.tim) == ()
    inside = abilities.of(company.linus.id, viewer=company.ada)
    assert {(skill.slug, skill.evidence, len(skill.proofs)) for skill in inside} == {("kafka", 1, 1), ("tls", 1, 1)}


def test_what_one_wants_to_learn_needs_no_evidence(company: Company) -> None:
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.tim)
    [skill] = abilities.of(company.tim.id, viewer=company.grace)
    assert (skill.wants, skill.teaches, skill.evidence, skill.leading) == (True, False, 0, None)


def test_what_was_retired_shows_nothing_and_when_it_was_last_seen_goes_back(company: Company) -> None:
    before = kafka(company, company.tim)
    freshness.retire(company.kafka_tip, by=company.ada)
    evidence.weigh_post(company.kafka_tip)
    after = kafka(company, company.tim)
    assert [proof.shows for proof in after.proofs] == ["answer"]
    assert after.last_at
    assert before.last_at
    assert after.last_at < before.last_at
