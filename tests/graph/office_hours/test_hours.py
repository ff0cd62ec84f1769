"""Office hours: Ada is there each Tuesday. Who sees that, and what happens if she changes, pauses or ends them."""

from datetime import datetime, timedelta

import pytest

from graph.errors import Conflict, Invalid, NotFound
from graph.expertise import stated_levels
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.office_hours import bookings, hours, open_hours
from graph.office_hours.hours import HoursDraft
from graph.people import people
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, teach
from tests.graph.office_hours.desk import MONDAY, TUESDAY, TUESDAYS, at, away, book, free, hold


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)


def test_whoever_teaches_holds_them_each_week(company: Company) -> None:
    id = hold(company.ada)
    thursdays = hours.hold(HoursDraft(weekday=3, begins="09:00", ends="09:30", weeks=1), by=company.ada)
    assert [one.id for one in hours.mine(viewer=company.ada)] == [id, thursdays]
    assert hours.get(id, viewer=company.ada).link == "https://meet.example.com/ada"
    assert len(free(company.ada, company.tim)) == 17


def test_people_who_teach_nothing_hold_none(company: Company) -> None:
    with pytest.raises(Conflict, match="happy to teach"):
        hours.hold(TUESDAYS, by=company.ada)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("weekday", {"weekday": 7}),
        ("begins", {"begins": "2 pm"}),
        ("begins", {"begins": "24:00"}),
        ("ends", {"ends": ""}),
        ("ends", {"ends": "14:15"}),
        ("ends", {"ends": "13:00"}),
        ("minutes", {"minutes": 25}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": f"https://{'x' * 500}"}),
        ("weeks", {"weeks": 0}),
        ("weeks", {"weeks": 9}),
    ],
)
def test_hours_say_what_is_wrong(field: str, typed: dict[str, object]) -> None:
    terms: dict[str, object] = {"weekday": TUESDAY, "begins": "14:00", "ends": "15:00"}
    with pytest.raises(Invalid) as refusal:
        HoursDraft(**(terms | typed))  # pyright: ignore[reportArgumentType]
    assert list(refusal.value.problems) == [field]


def test_nobody_is_at_two_of_them_at_once(company: Company) -> None:
    hold(company.ada)
    with pytest.raises(Invalid, match="at this time already"):
        hours.hold(HoursDraft(weekday=TUESDAY, begins="15:30", ends="17:00"), by=company.ada)
    after = hours.hold(HoursDraft(weekday=TUESDAY, begins="16:00", ends="17:00"), by=company.ada)
    with pytest.raises(Invalid, match="at this time already"):
        hours.change(after, TUESDAYS, by=company.ada)


def test_ten_a_week_are_enough(company: Company) -> None:
    hold(company.ada)
    for number in range(9):
        hours.hold(HoursDraft(weekday=4, begins=f"{number + 9:02}:00", ends=f"{number + 9:02}:30"), by=company.ada)
    with pytest.raises(Invalid, match="10 times a week"):
        hours.hold(HoursDraft(weekday=5, begins="09:00", ends="10:00"), by=company.ada)


def test_others_neither_see_nor_change_them(company: Company) -> None:
    id = hold(company.ada)
    teach(company.tim)
    for act in (
        lambda: hours.get(id, viewer=company.tim),
        lambda: hours.change(id, TUESDAYS, by=company.tim),
        lambda: hours.pause(id, is_paused=True, by=company.tim),
        lambda: hours.end(id, by=company.tim),
    ):
        with pytest.raises(NotFound):
            act()
    assert hours.mine(viewer=company.tim) == ()


def test_changed_there_are_other_slots_and_what_is_booked_stays(company: Company) -> None:
    id = hold(company.ada)
    booked = book(company.ada, company.linus)
    hours.change(id, HoursDraft(weekday=3, begins="09:00", ends="10:00", minutes=60, weeks=2), by=company.ada)
    assert [slot.starts_at.weekday() for slot in free(company.ada, company.linus)] == [3, 3]
    assert bookings.get(booked, viewer=company.linus).state == "booked"


def test_paused_they_have_no_slots_until_they_go_on(company: Company) -> None:
    id = hold(company.ada)
    hours.pause(id, is_paused=True, by=company.ada)
    assert open_hours.find(company.ada.id, viewer=company.linus) is None
    hours.pause(id, is_paused=False, by=company.ada)
    assert free(company.ada, company.linus)


def test_ended_they_are_gone_and_twice_is_fine(company: Company) -> None:
    id = hold(company.ada)
    for _ in range(2):
        assert hours.end(id, by=company.ada) == ()
    assert hours.mine(viewer=company.ada) == ()
    assert open_hours.find(company.ada.id, viewer=company.linus) is None
    with pytest.raises(NotFound):
        hours.change(id, TUESDAYS, by=company.ada)


def test_whoever_may_not_know_that_she_teaches_sees_none(company: Company) -> None:
    hold(company.ada)
    assert open_hours.find(company.ada.id, viewer=company.ada) is None
    stated_levels.show_to(KAFKA, "managers", by=company.ada.id)
    assert open_hours.find(company.ada.id, viewer=company.tim) is None
    stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=company.ada)
    assert open_hours.find(company.ada.id, viewer=company.linus) is None


def test_her_terms_as_a_mentor_hold_here_too(company: Company) -> None:
    hold(company.ada)
    for person, unit in ((company.ada, "Backend"), (company.linus, "Backend"), (company.tim, "Sales")):
        people.work_in(person.id, unit)
    offers.set_terms(Offer(asked_by="unit"), by=company.ada)
    seen = [open_hours.find(company.ada.id, viewer=one) is not None for one in (company.linus, company.tim)]
    assert seen == [True, False]
    offers.set_terms(Offer(is_paused=True), by=company.ada)
    assert open_hours.find(company.ada.id, viewer=company.linus) is None


def test_while_she_is_away_there_are_no_slots(company: Company) -> None:
    hold(company.ada)
    away(company.ada, datetime(2027, 3, 9, tzinfo=MONDAY.tzinfo))
    assert free(company.ada, company.linus)[0].starts_at == MONDAY + timedelta(days=8, hours=2)


def test_of_many_people_those_who_hold_some_are_found(company: Company) -> None:
    hold(company.ada)
    everyone = (company.tim.id, company.ada.id, company.grace.id)
    found = open_hours.of(everyone, viewer=company.linus)
    assert {id: one.next.starts_at for id, one in found.items() if one.next} == {
        company.ada.id: MONDAY + timedelta(days=1, hours=2)
    }
    assert [skill.slug for skill in found[company.ada.id].skills] == ["kafka"]
