"""How mentoring goes: coaches and admins see numbers, and none of fewer than five."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.errors import Forbidden
from graph.mentoring import replies, requests
from graph.mentorships import feedback, health, mentorships
from graph.mentorships.feedback import Feedback
from graph.mentorships.health import Health
from tests.company import Company, join
from tests.graph.mentoring.learning import aim, met, pair, teach

NOTHING = Health(running=None, met=None, stalled=None, ended=None, helped={}, declined={})


def test_only_coaches_and_admins_see_it(company: Company) -> None:
    admin = viewers.get(join("Root", is_admin=True))
    assert health.of(viewer=company.margaret) == health.of(viewer=admin) == NOTHING
    for other in (company.ada, company.grace, company.linus, company.tim):
        with pytest.raises(Forbidden):
            health.of(viewer=other)


@pytest.mark.parametrize(("pairs", "shown"), [(4, None), (5, 5)])
def test_fewer_than_five_are_not_broken_down(company: Company, pairs: int, shown: int | None) -> None:
    for number in range(pairs):
        pair(viewers.get(join(f"Learner{number}")), company.ada)
    assert health.of(viewer=company.margaret).running == shown


def test_it_says_how_many_met_and_how_many_stalled(company: Company) -> None:
    learners = [viewers.get(join(f"Learner{number}")) for number in range(5)]
    for learner in learners[:2]:
        met(learner, company.ada)
    for learner in learners[2:]:
        pair(learner, company.ada)
    driver.write(
        "MATCH (one:Mentorship) SET one.began_on = datetime($begun)",
        begun=clock.midnight(clock.now().date() - timedelta(days=40)),
    )
    found = health.of(viewer=company.margaret)
    assert (found.running, found.met, found.stalled) == (5, 2, 3)


def test_what_learners_said_is_counted_and_what_mentors_said_is_not(company: Company) -> None:
    for number in range(5):
        learner = viewers.get(join(f"Learner{number}"))
        id = met(learner, company.ada)
        mentorships.end(id, by=learner)
        feedback.give(id, Feedback(helped="yes" if number else "no"), by=learner)
        feedback.give(id, Feedback(helped="partly"), by=company.ada)
    found = health.of(viewer=company.margaret)
    assert (found.ended, found.helped) == (5, {"no": 1, "yes": 4})


@pytest.mark.parametrize(("declined", "shown"), [(4, {}), (5, {"": 1, "time": 4})])
def test_reasons_are_counted_from_five_on(company: Company, declined: int, shown: dict[str, int]) -> None:
    teach(company.ada)
    for number in range(declined):
        learner = viewers.get(join(f"Learner{number}"))
        requests.send(aim(learner), (company.ada.id,), "She knows it.", by=learner)
        replies.decline(replies.waiting(viewer=company.ada)[0].id, "time" if number else "", by=company.ada)
    assert health.of(viewer=company.margaret).declined == shown
