"""Verifying someone else's post is evidence; verifying your own is not."""

from graph.expertise import abilities, evidence
from graph.freshness import verification_evidence
from tests.company import Company


def test_who_verifies_a_post_of_others_shows_its_skills(company: Company) -> None:
    for _ in range(2):
        verification_evidence.note(company.kafka_tip, by=company.tim.id)
    evidence.weigh_post(company.kafka_tip)
    [skill] = abilities.of(company.tim.id, viewer=company.grace)
    assert (skill.slug, skill.evidence, [proof.shows for proof in skill.proofs]) == ("kafka", 1, ["verification"])


def test_verifying_what_one_wrote_shows_nothing(company: Company) -> None:
    assert verification_evidence.note(company.kafka_tip, by=company.tim.id)
    assert verification_evidence.note(company.kafka_tip, by=company.ada.id) is None
