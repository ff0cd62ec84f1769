"""A mentorship that helped is evidence for its mentor, without a name."""

import pytest

from graph.expertise import abilities
from graph.ids import MentorshipId
from graph.mentoring import taught
from graph.mentorships import feedback, mentorships
from graph.mentorships.feedback import Feedback
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, met, pair


def over(id: MentorshipId, learner: Viewer, *, helped: str) -> None:
    """End a mentorship, and let its learner say whether it helped."""
    mentorships.end(id, by=learner)
    feedback.give(id, Feedback(helped=helped), by=learner)
    taught.count(id)


def proofs(company: Company) -> list[str]:
    """Return how Ada taught Kafka, as Tim sees it."""
    return [
        one.title for one in abilities.one(company.ada.id, KAFKA, viewer=company.tim).proofs if one.shows == "mentoring"
    ]


def weight(company: Company) -> float:
    return abilities.one(company.ada.id, KAFKA, viewer=company.tim).weight


@pytest.mark.parametrize("helped", ["yes", "partly"])
def test_what_helped_counts_once_and_names_nobody(company: Company, helped: str) -> None:
    id, before = met(company.linus, company.ada), weight(company)
    over(id, company.linus, helped=helped)
    after = weight(company)
    assert after > before
    taught.count(id)
    assert weight(company) == pytest.approx(after)
    assert len(proofs(company)) == 1
    assert "Linus" not in proofs(company)[0]


def test_whole_help_counts_more_than_help_in_part(company: Company) -> None:
    id = met(company.linus, company.ada)
    over(id, company.linus, helped="partly")
    before = weight(company)
    feedback.give(id, Feedback(helped="yes"), by=company.linus)
    taught.count(id)
    assert weight(company) > before


def test_what_did_not_help_or_whoever_changes_their_mind_counts_for_nothing(company: Company) -> None:
    id, before = met(company.linus, company.ada), weight(company)
    over(id, company.linus, helped="yes")
    feedback.give(id, Feedback(helped="no"), by=company.linus)
    taught.count(id)
    assert weight(company) == pytest.approx(before)
    assert proofs(company) == []


def test_people_who_never_met_taught_each_other_nothing(company: Company) -> None:
    id, before = pair(company.linus, company.ada), weight(company)
    over(id, company.linus, helped="yes")
    assert weight(company) == pytest.approx(before)


def test_the_mentor_does_not_count_their_own_word(company: Company) -> None:
    id, before = met(company.linus, company.ada), weight(company)
    mentorships.end(id, by=company.linus)
    feedback.give(id, Feedback(helped="yes"), by=company.ada)
    taught.count(id)
    assert weight(company) == pytest.approx(before)
