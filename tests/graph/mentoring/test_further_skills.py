"""Further skills: Linus wants to get better at Kafka, and asks for up to two more that Ada teaches or knows."""

import pytest

from graph import driver
from graph.errors import Invalid
from graph.expertise import stated_levels
from graph.ids import MentorshipId, SkillSlug
from graph.mentoring import replies, requests, taught, turns
from graph.mentoring.replies import Agreement
from graph.mentorships import feedback, mentorships
from graph.mentorships.feedback import Feedback
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, meet, teach

WHY = "You know your way around."


def stand(person: Viewer, *skills: str) -> None:
    """Let someone say that they teach these skills."""
    stated_levels.add(skills, level=4, wants=False, teaches=True, by=person)


def asked(company: Company, *also: str) -> None:
    teach(company.ada, places=5)
    requests.send(aim(company.linus), (company.ada.id,), WHY, also=also, by=company.linus)


def agreed(company: Company, mentor: Viewer) -> MentorshipId:
    return replies.accept(replies.waiting(viewer=mentor)[0].id, Agreement(), by=mentor)


def skills(id: MentorshipId, viewer: Viewer) -> list[str]:
    return [one.name for one in mentorships.get(id, viewer=viewer).skills]


def test_they_become_part_of_the_mentorship_after_the_goal(company: Company) -> None:
    stand(company.ada, "Avro", "Flink")
    asked(company, "Flink", "avro")
    assert {one.name for one in requests.mine(viewer=company.linus)[0].also} == {"Avro", "Flink"}
    assert {one.name for one in replies.waiting(viewer=company.ada)[0].also} == {"Avro", "Flink"}
    id = agreed(company, company.ada)
    for viewer in (company.ada, company.linus):
        assert skills(id, viewer) == ["kafka", "Avro", "Flink"]


def test_the_skill_of_the_goal_is_not_counted_twice(company: Company) -> None:
    stand(company.ada, "Avro", "Flink")
    asked(company, "Kafka", "Avro", "Flink")
    assert skills(agreed(company, company.ada), company.linus) == ["kafka", "Avro", "Flink"]


@pytest.mark.parametrize(
    ("also", "says"),
    [
        (("Avro", "Flink", "Beam"), "at most 2"),
        (("Alchemy",), "no skill called Alchemy"),
        (("Juggling",), "teaches or knows Juggling"),
    ],
)
def test_what_cannot_be_a_further_skill_is_refused(company: Company, also: tuple[str, ...], says: str) -> None:
    stand(company.ada, "Avro", "Flink", "Beam")
    stand(company.grace, "Juggling")
    with pytest.raises(Invalid, match=says):
        asked(company, *also)
    assert requests.mine(viewer=company.linus) == ()


def test_a_mentor_sees_and_takes_only_what_they_teach_or_know(company: Company) -> None:
    stand(company.ada, "Avro")
    stand(company.tim, "Flink")
    teach(company.tim)
    teach(company.ada)
    requests.send(aim(company.linus), (company.tim.id, company.ada.id), WHY, also=("Avro", "Flink"), by=company.linus)
    [wanted] = replies.waiting(viewer=company.tim)
    assert [one.name for one in wanted.also] == ["Flink"]
    turns.ask_next(replies.decline(wanted.id, by=company.tim))
    assert skills(agreed(company, company.ada), company.linus) == ["kafka", "Avro"]


def test_a_skill_that_a_mentor_hides_is_not_given_away(company: Company) -> None:
    stand(company.ada, "Avro")
    stated_levels.show_to(SkillSlug("avro"), "me", by=company.ada.id)
    stand(company.grace, "Avro")
    with pytest.raises(Invalid, match="teaches or knows Avro"):
        asked(company, "Avro")


def test_a_mentorship_that_helped_is_evidence_in_each(company: Company) -> None:
    stand(company.ada, "Avro")
    asked(company, "Avro")
    id = agreed(company, company.ada)
    meet(id, company.linus, company.ada)
    mentorships.end(id, by=company.linus)
    feedback.give(id, Feedback(helped="yes"), by=company.linus)
    taught.count(id)
    rows = driver.read("MATCH (proof:Proof {kind: 'mentoring'}) RETURN proof.id AS id ORDER BY id")
    assert [row["id"] for row in rows] == [f"{id} avro", f"{id} kafka"]
