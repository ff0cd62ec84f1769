"""What came of a circle: everyone says it for themselves, and three it helped are evidence for the mentor."""

import pytest

from graph import driver, viewers
from graph.circles import circles, reviews, taught
from graph.communities import memberships
from graph.errors import NotFound
from graph.ids import CircleId, SkillSlug
from graph.mentorships.feedback import Feedback
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.circles.gathering import gather, learners, met


def ended(owner: Viewer, *joining: Viewer, form: str = "mentored", skill: str = "kafka") -> CircleId:
    """Let a circle meet once and end."""
    id = gather(owner, *joining, form=form, skill=SkillSlug(skill))
    met(id)
    circles.end(id, by=owner)
    return id


def helped(id: CircleId, *people: Viewer, says: str = "yes") -> None:
    for one in people:
        reviews.give(id, Feedback(helped=says, words="Hm"), by=one)
    taught.count(id)


def weight(id: CircleId, skill: str = "kafka") -> float | None:
    rows = driver.read(
        """
        MATCH (proof:Proof {id: $id})
        OPTIONAL MATCH (:Person)-[tie:SHOWED]->(proof)
        RETURN CASE WHEN proof.is_withdrawn THEN 0.0 ELSE proof.worth END AS worth
        """,
        id=f"{id} {skill}",
    )
    return rows[0]["worth"] if rows else None


def test_everyone_in_it_says_so_after_the_end_and_only_they_see_it(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    with pytest.raises(NotFound):
        reviews.give(id, Feedback(helped="yes"), by=company.linus)
    circles.end(id, by=company.ada)
    for person, says in ((company.linus, "partly"), (company.linus, "yes"), (company.ada, "no")):
        reviews.give(id, Feedback(helped=says, words=says), by=person)
    assert reviews.mine(id, viewer=company.linus) == Feedback(helped="yes", words="yes")
    assert reviews.mine(id, viewer=company.ada) == Feedback(helped="no", words="no")
    assert reviews.mine(id, viewer=company.tim) is None
    with pytest.raises(NotFound):
        reviews.give(id, Feedback(helped="yes"), by=company.grace)


def test_one_that_helped_three_is_evidence_for_the_mentor(company: Company) -> None:
    one, two, three = learners(3)
    id = ended(company.ada, one, two, three)
    helped(id, one, two)
    assert weight(id) is None
    helped(id, three)
    helped(id, three)
    assert weight(id) == 1.0
    # Someone changes their mind.
    helped(id, one, says="no")
    assert weight(id) == 0.0


def test_what_the_mentor_says_does_not_count(company: Company) -> None:
    one, two = learners(2)
    id = ended(company.ada, one, two)
    helped(id, one, two, company.ada)
    assert weight(id) is None


def test_neither_learning_groups_nor_closed_skills_count(company: Company) -> None:
    group = ended(company.linus, company.ada, company.tim, form="peer")
    helped(group, company.linus, company.ada, company.tim)
    assert weight(group) is None
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    everyone = (company.linus, company.margaret, viewers.get(company.tim.id))
    closed = ended(company.ada, *everyone, skill="tls")
    helped(closed, *everyone)
    assert weight(closed, "tls") is None


def test_without_a_meeting_it_does_not_count(company: Company) -> None:
    everyone = learners(3)
    id = gather(company.ada, *everyone)
    circles.end(id, by=company.ada)
    helped(id, *everyone)
    assert weight(id) is None
