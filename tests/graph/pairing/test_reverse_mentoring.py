"""Reverse mentoring: Grace, who manages Ada, asks Ada only if Ada offers it. Nobody's manager mentors them."""

import pytest

from graph.errors import Invalid
from graph.ids import PersonId
from graph.mentoring import offers, replies, requests, turns
from graph.mentoring.offers import Offer
from graph.mentoring.replies import Agreement
from graph.mentorships import mentorships
from graph.pairing import mentors
from graph.people import people
from graph.rounds import pools
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, pair, teach
from tests.graph.rounds import cohort

WHY = "You know what I only hear of."


@pytest.fixture
def ada(company: Company) -> Viewer:
    """Ada, who teaches Kafka and reports to Grace."""
    teach(company.ada)
    return company.ada


def offer(mentor: Viewer, *, is_reverse: bool) -> None:
    offers.set_terms(Offer(is_reverse=is_reverse), by=mentor)


def found_by(learner: Viewer) -> list[PersonId]:
    return [one.id for one in mentors.suggest(aim(learner), viewer=learner)]


def test_it_is_off_until_the_mentor_says_so(company: Company, ada: Viewer) -> None:
    assert offers.mine(viewer=ada).is_reverse is False
    assert found_by(company.grace) == []
    offer(ada, is_reverse=True)
    assert offers.mine(viewer=ada).is_reverse is True
    assert found_by(company.grace) == [ada.id]
    offer(ada, is_reverse=False)
    assert found_by(company.grace) == []


@pytest.mark.parametrize("is_direct", [True, False])
def test_a_superior_asks_and_is_mentored_if_it_is_offered(company: Company, ada: Viewer, is_direct: bool) -> None:
    superior = company.grace if is_direct else company.margaret
    people.report_to(company.grace.id, company.margaret.id)
    goal = aim(superior)
    with pytest.raises(Invalid, match="can't take a mentee now"):
        requests.send(goal, (ada.id,), WHY, by=superior)
    offer(ada, is_reverse=True)
    requests.send(goal, (ada.id,), WHY, by=superior)
    id = replies.accept(replies.waiting(viewer=ada)[0].id, Agreement(), by=ada)
    assert mentorships.get(id, viewer=superior).is_reverse
    assert mentorships.get(id, viewer=ada).is_reverse


def test_a_mentor_who_no_longer_offers_it_makes_room_for_the_next(company: Company, ada: Viewer) -> None:
    offer(ada, is_reverse=True)
    id = requests.send(aim(company.grace), (ada.id,), WHY, by=company.grace)
    offer(ada, is_reverse=False)
    assert turns.release() == (id,)


def test_nobody_is_mentored_by_their_own_superior(company: Company) -> None:
    teach(company.grace)
    offer(company.grace, is_reverse=True)
    assert found_by(company.linus) == []
    with pytest.raises(Invalid, match="can't take a mentee now"):
        requests.send(aim(company.linus), (company.grace.id,), WHY, by=company.linus)


def test_colleagues_are_not_in_reverse(company: Company) -> None:
    assert mentorships.get(pair(company.linus, company.ada), viewer=company.ada).is_reverse is False


def test_rounds_pair_nobody_with_someone_who_reports_to_them_even_so(company: Company, ada: Viewer) -> None:
    offer(ada, is_reverse=True)
    people.report_to(ada.id, company.linus.id)
    spring = cohort.begin(company)
    cohort.teach(spring, ada, "Kafka")
    cohort.learn(spring, company.linus, "Kafka")
    pool = pools.find(spring)
    assert pool
    assert company.linus.id in pool.mentors[0].superiors
