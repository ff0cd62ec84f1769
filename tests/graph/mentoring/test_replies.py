"""Replies: Ada is asked to mentor Linus. She agrees, declines, passes it on, or says nothing for three days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from graph import clock, driver, viewers
from graph.errors import Conflict, Invalid, NotFound, Refusal
from graph.ids import MentorAskId, MentorRequestId, MentorshipId
from graph.mentoring import offers, replies, requests, turns
from graph.mentoring.offers import Offer
from graph.mentoring.replies import Agreement
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.mentoring.learning import aim, teach

WHY = "I keep asking Ada about rebalances."


def asked(company: Company, *mentors: Viewer) -> tuple[MentorRequestId, MentorAskId]:
    """Let Linus ask these people, and return the request and what the first got."""
    teach(*mentors)
    id = requests.send(aim(company.linus), tuple(one.id for one in mentors), WHY, by=company.linus)
    return id, replies.waiting(viewer=mentors[0])[0].id


def states(company: Company) -> list[str]:
    return [one.state for request in requests.mine(viewer=company.linus) for one in request.asked]


def test_agreeing_begins_a_mentorship_once(company: Company) -> None:
    _, ask = asked(company, company.ada)
    first = replies.accept(ask, Agreement(), by=company.ada)
    assert replies.accept(ask, Agreement(), by=company.ada) == first
    assert not requests.mine(viewer=company.linus)
    assert not replies.waiting(viewer=company.ada)


def test_nobody_replies_for_another(company: Company) -> None:
    _, ask = asked(company, company.ada)
    for act in (
        lambda: replies.accept(ask, Agreement(), by=company.tim),
        lambda: replies.decline(ask, by=company.tim),
        lambda: replies.pass_on(ask, "Ada", by=company.tim),
    ):
        with pytest.raises(NotFound):
            act()


def test_after_declining_the_next_is_asked_and_the_reason_stays_private(company: Company) -> None:
    request, ask = asked(company, company.ada, company.tim)
    for _ in range(2):
        assert replies.decline(ask, "time", by=company.ada) == request
    turns.ask_next(request)
    assert states(company) == ["declined", "asked"]
    assert not hasattr(requests.mine(viewer=company.linus)[0].asked[0], "reason")


def test_a_reason_that_is_not_on_the_list_comes_back(company: Company) -> None:
    _, ask = asked(company, company.ada)
    with pytest.raises(Invalid):
        replies.decline(ask, "he is slow", by=company.ada)


def test_whoever_was_passed_is_asked_next_and_the_learner_sees_by_whom(company: Company) -> None:
    request, ask = asked(company, company.ada)
    teach(company.tim)
    replies.pass_on(ask, "Tim", by=company.ada)
    turns.ask_next(request)
    assert states(company) == ["passed", "asked"]
    assert requests.mine(viewer=company.linus)[0].asked[1].passed_by.name == "Ada"
    assert replies.waiting(viewer=company.tim)[0].passed_by.name == "Ada"


@pytest.mark.parametrize("colleague", ["Linus", "Grace", "Margaret"])
def test_passing_it_to_someone_who_cannot_looks_the_same(company: Company, colleague: str) -> None:
    request, ask = asked(company, company.ada, company.tim)
    assert replies.pass_on(ask, colleague, by=company.ada) == request
    turns.ask_next(request)
    assert replies.waiting(viewer=company.tim)


@pytest.mark.parametrize("colleague", ["Ada", "Nobody of this name"])
def test_it_is_passed_to_a_colleague_who_is_here(company: Company, colleague: str) -> None:
    _, ask = asked(company, company.ada)
    with pytest.raises(Invalid):
        replies.pass_on(ask, colleague, by=company.ada)


def test_after_three_days_without_a_reply_the_next_is_asked(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    request, _ = asked(company, company.ada, company.tim)
    now = clock.now()
    at(monkeypatch, now + timedelta(days=3) - timedelta(minutes=1))
    assert turns.expire() == ()
    at(monkeypatch, now + timedelta(days=3, minutes=1))
    assert turns.expire() == (request,)
    turns.ask_next(request)
    assert states(company) == ["expired", "asked"]


def test_asking_the_next_twice_asks_one(company: Company) -> None:
    request, ask = asked(company, company.ada, company.tim, company.margaret)
    replies.decline(ask, by=company.ada)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(turns.ask_next, [request] * 4))
    assert states(company) == ["declined", "asked", "waiting"]


def test_a_closed_ask_is_not_accepted(company: Company) -> None:
    _, ask = asked(company, company.ada)
    replies.decline(ask, by=company.ada)
    with pytest.raises(NotFound):
        replies.accept(ask, Agreement(), by=company.ada)


def test_without_a_place_left_nobody_is_accepted(company: Company) -> None:
    newcomer = viewers.get(join("Edsger"))
    teach(company.ada)
    for learner in (company.linus, newcomer):
        requests.send(aim(learner), (company.ada.id,), WHY, by=learner)
    first, second = replies.waiting(viewer=company.ada)
    replies.accept(first.id, Agreement(), by=company.ada)
    with pytest.raises(Conflict, match="no place left"):
        replies.accept(second.id, Agreement(), by=company.ada)


@pytest.mark.parametrize("places", [1, 2, 3])
def test_however_many_agree_at_once_no_place_is_taken_twice(company: Company, places: int) -> None:
    teach(company.ada)
    offers.set_terms(Offer(places=places), by=company.ada)
    for number in range(6):
        learner = viewers.get(join(f"Learner{number}"))
        requests.send(aim(learner), (company.ada.id,), WHY, by=learner)
    with ThreadPoolExecutor(6) as threads:
        begun = list(threads.map(lambda one: _accepted(one.id, company.ada), replies.waiting(viewer=company.ada)))
    rows = driver.read(
        "MATCH (:Person {id: $ada})-[:MENTORS_IN]->(one:Mentorship) RETURN one.id AS id", ada=company.ada.id
    )
    assert len(rows) == places == len([one for one in begun if one])


@pytest.mark.parametrize("agreement", [{"form": "years"}, {"weeks": 0}, {"weeks": 53}])
def test_what_cannot_be_agreed_on_comes_back(agreement: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Agreement(**agreement)


def _accepted(ask: MentorAskId, mentor: Viewer) -> MentorshipId | None:
    try:
        return replies.accept(ask, Agreement(), by=mentor)
    except Refusal:
        return None


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
