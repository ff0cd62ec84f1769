"""Requests: Linus names up to three people who could mentor him, and one is asked after the other."""

import pytest

from graph.errors import Conflict, Invalid, NotFound
from graph.mentoring import offers, replies, requests, turns
from graph.mentoring.offers import Offer
from graph.people import employment, people
from tests.company import Company, join
from tests.graph.mentoring.learning import aim, teach

WHY = "I keep asking Ada about rebalances."


def states(viewer) -> list[tuple[str, str]]:
    return [(one.mentor.name, one.state) for request in requests.mine(viewer=viewer) for one in request.asked]


def test_the_first_is_asked_and_the_others_wait(company: Company) -> None:
    teach(company.ada, company.tim)
    requests.send(aim(company.linus), (company.tim.id, company.ada.id), WHY, by=company.linus)
    assert states(company.linus) == [("Tim", "asked"), ("Ada", "waiting")]
    [wanted] = replies.waiting(viewer=company.tim)
    assert (wanted.learner.name, wanted.skill.name, wanted.level, wanted.why) == ("Linus", "kafka", 3, WHY)
    assert not replies.waiting(viewer=company.ada)


def test_two_forms_make_one_request(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    requests.send(goal, (company.ada.id,), WHY, by=company.linus)
    with pytest.raises(Conflict, match="waiting for a reply"):
        requests.send(goal, (company.ada.id,), WHY, by=company.linus)
    assert len(replies.waiting(viewer=company.ada)) == 1


@pytest.mark.parametrize("named", [0, 4])
def test_one_to_three_are_named(company: Company, named: int) -> None:
    teach(company.ada, company.tim, company.margaret)
    everyone = (company.ada.id, company.tim.id, company.margaret.id, company.grace.id)
    with pytest.raises(Invalid) as refused:
        requests.send(aim(company.linus), everyone[:named], " ", by=company.linus)
    assert set(refused.value.problems) == {"mentors", "why"}


def test_nobody_asks_for_the_goal_of_another(company: Company) -> None:
    teach(company.ada)
    with pytest.raises(NotFound):
        requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.tim)


def test_someone_who_teaches_nothing_or_manages_the_learner_is_not_asked(company: Company) -> None:
    teach(company.grace)
    goal = aim(company.linus)
    for unable in (company.grace, company.tim, company.linus):
        with pytest.raises(Invalid, match="can't take a mentee now"):
            requests.send(goal, (unable.id,), WHY, by=company.linus)


@pytest.mark.parametrize(
    "terms", [Offer(is_paused=True), Offer(asked_by="unit"), Offer(asked_by="communities")], ids=str
)
def test_a_mentor_decides_who_asks(company: Company, terms: Offer) -> None:
    teach(company.tim)
    offers.set_terms(terms, by=company.tim)
    with pytest.raises(Invalid, match="Tim can't take a mentee now"):
        requests.send(aim(company.linus), (company.tim.id,), WHY, by=company.linus)


def test_colleagues_of_a_community_may_ask_if_it_is_for_them(company: Company) -> None:
    teach(company.ada)
    offers.set_terms(Offer(asked_by="communities"), by=company.ada)
    requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    assert replies.waiting(viewer=company.ada)


def test_withdrawn_asks_nobody_any_more_and_twice_is_fine(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    id = requests.send(goal, (company.ada.id,), WHY, by=company.linus)
    with pytest.raises(NotFound):
        requests.withdraw(id, by=company.ada)
    for _ in range(2):
        requests.withdraw(id, by=company.linus)
    assert not replies.waiting(viewer=company.ada)
    # Another try is a request of its own.
    requests.send(goal, (company.ada.id,), WHY, by=company.linus)
    assert states(company.linus) == [("Ada", "asked")]


def test_what_was_agreed_is_not_withdrawn(company: Company) -> None:
    teach(company.ada)
    id = requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    replies.accept(replies.waiting(viewer=company.ada)[0].id, replies.Agreement(), by=company.ada)
    with pytest.raises(Conflict, match="has agreed"):
        requests.withdraw(id, by=company.linus)


def test_only_the_learner_and_whoever_is_asked_learn_of_it(company: Company) -> None:
    teach(company.ada, company.tim)
    requests.send(aim(company.linus), (company.ada.id, company.tim.id), WHY, by=company.linus)
    for other in (company.grace, company.margaret, company.tim):
        assert not requests.mine(viewer=other)
        assert not replies.waiting(viewer=other)


def test_a_goal_that_is_not_shared_keeps_its_reason(company: Company) -> None:
    teach(company.ada)
    requests.send(aim(company.linus, shared_with="nobody"), (company.ada.id,), WHY, by=company.linus)
    assert replies.waiting(viewer=company.ada)[0].goal_why == ""


def test_a_mentor_who_leaves_makes_room_for_the_next(company: Company) -> None:
    teach(company.tim, company.ada)
    id = requests.send(aim(company.linus), (company.tim.id, company.ada.id), WHY, by=company.linus)
    root = join("Root", is_admin=True)
    employment.leave(company.tim.id, by=root)
    assert turns.release() == (id,)
    turns.ask_next(id)
    assert states(company.linus) == [("Tim", "skipped"), ("Ada", "asked")]


def test_a_mentor_who_becomes_the_manager_makes_room_for_the_next(company: Company) -> None:
    teach(company.tim, company.ada)
    id = requests.send(aim(company.linus), (company.tim.id, company.ada.id), WHY, by=company.linus)
    people.report_to(company.linus.id, company.tim.id)
    assert turns.release() == (id,)
    turns.ask_next(id)
    assert states(company.linus) == [("Tim", "skipped"), ("Ada", "asked")]


def test_a_pause_makes_room_and_if_nobody_is_left_the_request_ends(company: Company) -> None:
    teach(company.ada)
    id = requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    offers.set_terms(Offer(is_paused=True), by=company.ada)
    assert turns.release() == (id,)
    assert turns.stalled() == (id,)
    turns.ask_next(id)
    assert [one.state for one in requests.mine(viewer=company.linus)] == ["ended"]
    assert turns.stalled() == ()
