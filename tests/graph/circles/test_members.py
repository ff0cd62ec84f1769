"""Members: Linus and Tim join Ada's circle, wait for a place, leave or are removed. Only people in it see them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.circles import circles, members, openings
from graph.errors import Conflict, NotFound, Refusal
from graph.ids import CircleId
from graph.people import employment, people
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.circles.gathering import gather, learners, names


def test_people_in_it_see_each_other_and_nobody_else_sees_them(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    for member in (company.ada, company.linus, company.tim):
        assert names(id, member) == ["Ada", "Linus", "Tim"]
    for other in (company.grace, company.margaret):
        assert names(id, other) == []


def test_joining_twice_takes_one_place(company: Company) -> None:
    id = gather(company.ada, company.linus)
    members.join(id, by=company.linus)
    assert circles.get(id, viewer=company.linus).taken == 1


def test_the_owner_does_not_join_their_own(company: Company) -> None:
    id = gather(company.ada)
    with pytest.raises(NotFound):
        members.join(id, by=company.ada)


def test_people_whom_the_terms_leave_out_cannot_join(company: Company) -> None:
    id = gather(company.ada, asked_by="communities")
    with pytest.raises(NotFound):
        members.join(id, by=company.tim)
    members.join(id, by=company.linus)
    ours = gather(company.ada, asked_by="unit")
    with pytest.raises(NotFound):
        members.join(ours, by=company.linus)
    for person in (company.ada, company.linus):
        people.work_in(person.id, "Backend")
    members.join(ours, by=company.linus)


def test_a_mentor_does_not_lead_people_above_them_or_below_them(company: Company) -> None:
    id = gather(company.ada)
    people.report_to(company.tim.id, company.ada.id)
    for other in (company.grace, company.tim):
        with pytest.raises(NotFound):
            members.join(id, by=other)


def test_without_a_place_left_people_wait_and_the_first_gets_the_next_place(company: Company) -> None:
    one, two, three, four = learners(4)
    id = gather(company.ada, one, two, places=2)
    with pytest.raises(Conflict, match="full"):
        members.join(id, by=three)
    assert members.wait(id, by=three) == "waiting"
    assert members.wait(id, by=three) == "waiting"
    assert members.wait(id, by=four) == "waiting"
    assert names(id, three) == []
    members.leave(id, by=one)
    assert names(id, company.ada) == ["Ada", "Learner1", "Learner2"]
    assert [opening.is_waiting for opening in openings.of(viewer=four)] == [True]


def test_someone_who_waits_where_a_place_is_free_gets_it(company: Company) -> None:
    id = gather(company.ada)
    assert members.wait(id, by=company.linus) == "member"
    assert names(id, company.linus) == ["Ada", "Linus"]


def test_nobody_jumps_the_queue_and_who_no_longer_waits_makes_room(company: Company) -> None:
    one, two, three, four = learners(4)
    id = gather(company.ada, one, two, places=2)
    members.wait(id, by=three)
    members.leave(id, by=three)
    members.wait(id, by=four)
    members.leave(id, by=two)
    assert names(id, company.ada) == ["Ada", "Learner0", "Learner3"]


@pytest.mark.parametrize("places", [2, 3])
def test_however_many_join_at_once_no_place_is_taken_twice(company: Company, places: int) -> None:
    id = gather(company.ada, places=places)
    with ThreadPoolExecutor(6) as threads:
        joined = list(threads.map(lambda one: _joined(id, one), learners(6)))
    assert len(names(id, company.ada)) == places + 1
    assert joined.count(True) == places


def test_places_that_get_free_at_once_go_to_as_many(company: Company) -> None:
    everyone = learners(6)
    id = gather(company.ada, *everyone[:3], places=3)
    for one in everyone[3:]:
        members.wait(id, by=one)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda one: members.leave(id, by=one), everyone[:3]))
    members.settle(id)
    assert names(id, company.ada) == ["Ada", "Learner3", "Learner4", "Learner5"]


def test_leaving_twice_or_without_having_joined_changes_nothing(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    for _ in range(2):
        members.leave(id, by=company.linus)
    members.leave(id, by=company.grace)
    assert names(id, company.tim) == ["Ada", "Tim"]
    with pytest.raises(NotFound):
        circles.get(id, viewer=company.linus)


def test_if_the_mentor_leaves_the_circle_ends(company: Company) -> None:
    id = gather(company.ada, company.linus)
    members.leave(id, by=company.ada)
    assert circles.get(id, viewer=company.linus).state == "ended"


def test_a_learning_group_goes_to_whoever_has_been_in_it_longest(company: Company) -> None:
    id = gather(company.linus, company.tim, company.ada, form="peer")
    members.leave(id, by=company.linus)
    assert names(id, company.ada) == ["Tim", "Ada"]
    assert circles.get(id, viewer=company.tim).is_mine
    assert circles.get(id, viewer=company.ada).state == "running"


def test_a_learning_group_in_which_nobody_is_left_ends(company: Company) -> None:
    id = gather(company.linus, form="peer")
    members.leave(id, by=company.linus)
    assert openings.of(viewer=company.tim) == ()
    assert members.unsettled() == ()


def test_people_who_leave_the_company_leave_their_circles(company: Company) -> None:
    one, two = learners(2)
    id = gather(company.linus, company.tim, one, form="peer", places=3)
    members.wait(id, by=two)
    root = join("Root", is_admin=True)
    employment.leave(company.linus.id, by=root)
    assert members.unsettled() == (id,)
    members.settle(id)
    assert members.unsettled() == ()
    assert names(id, two) == ["Tim", "Learner0", "Learner1"]


def test_the_owner_removes_someone_for_good(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    for _ in range(2):
        members.remove(company.tim.id, id, by=company.ada)
    assert names(id, company.ada) == ["Ada", "Linus"]
    assert openings.of(viewer=company.tim) == ()
    for refused in (
        lambda: members.join(id, by=company.tim),
        lambda: members.remove(company.ada.id, id, by=company.linus),
        lambda: members.remove(company.ada.id, id, by=company.ada),
        lambda: members.remove(company.grace.id, id, by=company.ada),
    ):
        with pytest.raises(NotFound):
            refused()


def _joined(id: CircleId, who: Viewer) -> bool:
    try:
        members.join(id, by=who)
    except Refusal:
        return False
    return True
