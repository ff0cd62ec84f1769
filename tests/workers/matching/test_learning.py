"""Whether a ranking can be learned from the past."""

from datetime import timedelta

import pytest

from graph.ids import PersonId
from graph.matching import experts
from graph.matching.experts import Suggestion
from graph.matching.scores import Candidate, Parts
from graph.matching.signals import Signals
from tests.workers import history
from workers.matching import learning, replay
from workers.matching.learning import Learned, Lessons

ADA, TIM, GRACE = PersonId("ada"), PersonId("tim"), PersonId("grace")

pytestmark = pytest.mark.usefixtures("data_folder", "graph")


def learned(*, best: PersonId) -> Learned | None:
    lessons, story = Lessons(), history.past(ada=ADA, tim=TIM, best=best)
    for moment in replay.moments(story, first=0):
        lessons.note(moment)
    return lessons.learn(story)


@pytest.fixture
def for_ada() -> Learned:
    order = learned(best=ADA)
    assert order
    return order


def candidate(person: PersonId, *, tag: float, recent_asks: int = 0) -> Candidate:
    parts = Parts(tag=tag, text=0.0, meaning=0.0, active=tag)
    return Candidate(person=person, evidence=parts, idle=timedelta(hours=23), recent_asks=recent_asks)


SIGNS = {
    TIM: Signals(pieces=1000, fresh=400.0, weight=400.0, apt=1000, skills=1),
    ADA: Signals(pieces=200, fresh=80.0, weight=160.0, apt=200, skills=1),
}


def ordered(order: experts.Order, *, asks_of_ada: int = 0) -> list[Suggestion]:
    people = (candidate(TIM, tag=400.0), candidate(ADA, tag=160.0, recent_asks=asks_of_ada))
    return list(order(experts.rank(people), people, SIGNS))


def test_who_gave_the_best_answers_comes_first(for_ada: Learned):
    assert ordered(experts.by_score)[0].person == TIM
    assert ordered(for_ada)[0].person == ADA


def test_the_shares_and_the_availability_stay_those_of_the_evidence(for_ada: Learned):
    before = {one.person: (one.shares, one.availability) for one in ordered(experts.by_score)}
    assert {one.person: (one.shares, one.availability) for one in ordered(for_ada)} == before
    assert all(one.is_learned for one in ordered(for_ada))


def test_the_price_of_recent_asks_is_paid_on_top(for_ada: Learned):
    """Asked ten times lately, at .1 each, Ada counts half as much: exactly as by the formula."""
    free, busy = ({one.person: one.score for one in ordered(for_ada, asks_of_ada=asks)} for asks in (0, 10))
    assert busy[ADA] == pytest.approx(free[ADA] / 2)
    assert busy[TIM] == pytest.approx(free[TIM])


def test_what_was_learned_can_be_written_down(for_ada: Learned):
    assert ordered(learning.read(for_ada.written())) == ordered(for_ada)


def test_a_past_without_best_answerers_among_the_named_teaches_nothing():
    assert learned(best=GRACE) is None
