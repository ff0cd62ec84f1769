"""Bookings: Linus takes a slot of Ada's. Only the two of them know, and either of them may cancel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from graph import viewers
from graph.errors import Conflict, Invalid, NotFound, Refusal
from graph.ids import BookingId
from graph.office_hours import bookings, hours, taking
from graph.office_hours.hours import HoursDraft
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.mentoring.learning import KAFKA
from tests.graph.office_hours.desk import MONDAY, TUESDAY, at, book, free, hold

HOUR = timedelta(hours=1)
FIRST = MONDAY + timedelta(days=1, hours=2)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)


def test_a_slot_is_booked_for_both_and_twice_is_the_same(company: Company) -> None:
    hold(company.ada)
    id = taking.book(company.ada.id, FIRST, words="Rebalances ", skill=KAFKA, by=company.linus)
    there = FIRST.astimezone(ZoneInfo("Asia/Kolkata"))
    assert taking.book(company.ada.id, there, by=company.linus) == id
    (mine,), (hers,) = bookings.mine(viewer=company.linus), bookings.mine(viewer=company.ada)
    assert (mine.role, mine.other.name, mine.words, mine.starts_at) == ("learner", "Ada", "Rebalances", FIRST)
    assert (hers.role, hers.other.name, hers.link) == ("mentor", "Linus", "https://meet.example.com/ada")
    assert (mine.minutes, mine.skill and mine.skill.slug) == (30, "kafka")


def test_what_is_taken_is_missing_for_others(company: Company) -> None:
    hold(company.ada)
    assert free(company.ada, company.tim)[0].starts_at == FIRST
    book(company.ada, company.linus)
    assert free(company.ada, company.tim)[0].starts_at == FIRST + HOUR / 2
    with pytest.raises(Invalid, match="no longer free"):
        taking.book(company.ada.id, FIRST, by=company.tim)


def test_nobody_else_knows_of_it(company: Company) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus, words="Zanzibar")
    admin = viewers.get(join("Barbara", is_admin=True))
    for other in (company.grace, company.margaret, company.tim, admin):
        assert bookings.mine(viewer=other) == ()
        assert bookings.invited(id, viewer=other) == ()
        for act in (
            lambda other=other: bookings.get(id, viewer=other),
            lambda other=other: bookings.cancel(id, by=other),
            lambda other=other: bookings.say(id, "yes", by=other),
        ):
            with pytest.raises(NotFound):
                act()


def test_nobody_books_their_own_hours_or_those_of_people_who_hold_none(company: Company) -> None:
    hold(company.ada)
    with pytest.raises(NotFound):
        taking.book(company.ada.id, FIRST, by=company.ada)
    with pytest.raises(NotFound):
        taking.book(company.tim.id, FIRST, by=company.linus)


@pytest.mark.parametrize(
    "moment", [FIRST + timedelta(minutes=1), FIRST - timedelta(days=7), FIRST + timedelta(weeks=9)]
)
def test_only_a_slot_is_booked(company: Company, moment: object) -> None:
    hold(company.ada)
    with pytest.raises(Invalid) as refusal:
        taking.book(company.ada.id, moment, by=company.linus)  # pyright: ignore[reportArgumentType]
    assert list(refusal.value.problems) == ["slot"]


def test_a_line_is_a_line(company: Company) -> None:
    hold(company.ada)
    with pytest.raises(Invalid) as refusal:
        book(company.ada, company.linus, words="x" * 301)
    assert list(refusal.value.problems) == ["words"]


def test_one_books_the_same_mentor_once_a_week(company: Company) -> None:
    hold(company.ada)
    hours.hold(HoursDraft(weekday=4, begins="09:00", ends="10:00"), by=company.ada)
    book(company.ada, company.linus)
    with pytest.raises(Invalid, match="in this week already"):
        taking.book(company.ada.id, FIRST + timedelta(days=3, hours=-5), by=company.linus)
    taking.book(company.ada.id, FIRST + timedelta(days=7), by=company.linus)
    taking.book(company.ada.id, FIRST + timedelta(days=3, hours=-5), by=company.tim)


def test_three_ahead_are_enough(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(company.ada)
    for week in range(3):
        taking.book(company.ada.id, FIRST + timedelta(weeks=week), by=company.linus)
    with pytest.raises(Invalid, match="3 bookings ahead"):
        taking.book(company.ada.id, FIRST + timedelta(weeks=3), by=company.linus)
    at(monkeypatch, FIRST + HOUR)
    taking.book(company.ada.id, FIRST + timedelta(weeks=3), by=company.linus)


def test_of_many_who_book_one_slot_at_once_exactly_one_gets_it(company: Company) -> None:
    hold(company.ada)
    learners = [viewers.get(join(f"Learner{number}")) for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        booked = list(threads.map(lambda one: _booked(company.ada, one), learners))
    assert len([one for one in booked if one]) == 1
    assert len(bookings.mine(viewer=company.ada)) == 1


def test_many_clicks_of_one_person_are_one_booking(company: Company) -> None:
    hold(company.ada)
    with ThreadPoolExecutor(4) as threads:
        booked = set(threads.map(lambda one: _booked(company.ada, one), [company.linus] * 4))
    assert len(booked) == len(bookings.mine(viewer=company.linus)) == 1


def test_a_click_that_comes_while_the_first_one_books_is_the_same(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(company.ada)
    looked = taking._at

    def look_too_early(key: str, by: Viewer) -> BookingId | None:
        monkeypatch.setattr(taking, "_at", looked)
        found = looked(key, by)
        first.append(book(company.ada, company.linus))
        return found

    first: list[BookingId] = []
    monkeypatch.setattr(taking, "_at", look_too_early)
    assert book(company.ada, company.linus) == first[0]
    assert len(bookings.mine(viewer=company.linus)) == 1


def test_many_forms_at_once_book_no_fourth(company: Company) -> None:
    hold(company.ada)
    mentors = [company.ada, *(viewers.get(join(f"Mentor{number}")) for number in range(4))]
    for one in mentors[1:]:
        hold(one)
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda one: _booked(one, company.linus), mentors))
    assert len(bookings.mine(viewer=company.linus)) == 3


def test_slots_of_changed_hours_do_not_overlap_with_what_is_booked(company: Company) -> None:
    id = hold(company.ada)
    book(company.ada, company.linus)
    hours.change(id, HoursDraft(weekday=TUESDAY, begins="13:45", ends="16:00", minutes=45), by=company.ada)
    assert free(company.ada, company.tim)[0].starts_at == FIRST + HOUR / 2


@pytest.mark.parametrize("who", ["ada", "linus"])
def test_either_cancels_and_the_slot_is_free_again(company: Company, who: str) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    for _ in range(2):
        bookings.cancel(id, by=getattr(company, who))
    assert bookings.mine(viewer=company.linus) == bookings.mine(viewer=company.ada) == ()
    found = bookings.get(id, viewer=company.linus)
    assert (found.state, found.sequence) == ("cancelled", 1)
    assert book(company.ada, company.tim) != id
    assert free(company.ada, company.linus)[0].starts_at == FIRST + HOUR / 2


def test_once_it_has_begun_it_stays(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    at(monkeypatch, FIRST)
    with pytest.raises(Conflict, match="begun"):
        bookings.cancel(id, by=company.linus)


def test_after_it_the_learner_says_whether_it_helped(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    with pytest.raises(NotFound):
        bookings.say(id, "yes", by=company.linus)
    at(monkeypatch, FIRST + HOUR)
    with pytest.raises(NotFound):
        bookings.say(id, "yes", by=company.ada)
    with pytest.raises(Invalid):
        bookings.say(id, "very much", by=company.linus)
    for helped in ("partly", "yes"):
        bookings.say(id, helped, by=company.linus)
    assert [one.helped for one in bookings.mine(viewer=company.linus)] == ["yes"]
    assert [one.helped for one in bookings.mine(viewer=company.ada)] == [None]
    at(monkeypatch, FIRST + timedelta(days=15))
    assert bookings.mine(viewer=company.linus) == ()


def test_a_calendar_shows_both(company: Company) -> None:
    hold(company.ada)
    found = bookings.invited(book(company.ada, company.linus), viewer=company.linus)
    assert {one.email for one in found} == {"ada@example.com", "linus@example.com"}


def _booked(mentor: Viewer, learner: Viewer) -> BookingId | None:
    try:
        return taking.book(mentor.id, FIRST, by=learner)
    except Refusal:
        return None
