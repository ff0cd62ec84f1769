"""Whether the past can teach in which order to ask."""

from datetime import timedelta

import pytest

from graph import experts
from graph.ids import PersonId
from graph.merits import Candidate, Parts
from workers.learning import Lessons

ADA, LINUS, TIM = PersonId("ada"), PersonId("linus"), PersonId("tim")
QUESTIONS = 200


def candidate(person: PersonId, *, text: float, pieces: int) -> Candidate:
    parts = Parts(tag=0.0, text=text, meaning=0.0, active=1.0)
    return Candidate(person=person, evidence=parts, idle=timedelta(0), recent_asks=0, pieces=pieces)


# By the formula Tim comes first; Ada has written of such things three times.
PEOPLE = (
    candidate(TIM, text=3.0, pieces=1),
    candidate(ADA, text=2.0, pieces=3),
    candidate(LINUS, text=1.0, pieces=1),
)


def learned(*best: PersonId):
    lessons = Lessons()
    for _ in range(QUESTIONS):
        lessons.note(experts.rank(PEOPLE), PEOPLE, best=best)
    return lessons.learn()


def ordered(order: experts.Order) -> list[PersonId]:
    return [one.person for one in order(experts.rank(PEOPLE), PEOPLE)]


def test_who_gave_the_best_answers_comes_first():
    assert ordered(experts.by_score)[0] == TIM
    assert ordered(learned(ADA))[0] == ADA


def test_the_same_past_teaches_the_same():
    assert ordered(learned(ADA)) == ordered(learned(ADA))


@pytest.mark.parametrize("best", [(), (PersonId("grace"),)])
def test_a_past_without_best_answerers_among_the_named_teaches_nothing(best: tuple[PersonId, ...]):
    assert learned(*best) is experts.by_score


def test_an_order_moves_people_and_changes_nothing_about_them():
    ranked = experts.rank(PEOPLE)
    assert sorted(learned(ADA)(ranked, PEOPLE), key=lambda one: one.person) == sorted(
        ranked, key=lambda one: one.person
    )
