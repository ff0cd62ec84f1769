"""Office hours on the pages: Ada opens them, Linus books a slot and says whether it helped. Nobody else hears of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from graph import clock, driver, viewers
from graph.ids import BookingId
from graph.office_hours import bookings, hours
from graph.people import profiles
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.mentoring.learning import aim, teach
from tests.graph.office_hours.desk import book, free, hold
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TERMS = {"weekday": "1", "begins": "14:00", "ends": "16:00", "minutes": "30", "weeks": "4"}


def only(viewer: Viewer) -> BookingId:
    (found,) = bookings.mine(viewer=viewer)
    return found.id


def over(id: BookingId) -> None:
    """Let a booking be of yesterday."""
    driver.write(
        "MATCH (b:Booking {id: $id}) SET b.starts_at = datetime($at), b.ends_at = datetime($at), b.ahead_key = $key",
        id=id,
        at=(clock.now() - timedelta(days=1)).isoformat(),
        key=clock.key(clock.now() - timedelta(days=1)),
    )


def test_they_are_opened_changed_paused_and_ended(as_: As, company: Company) -> None:
    teach(company.ada)
    ada = as_(company.ada)
    page = ada.send("/mentoring/office-hours", **TERMS, link=" https://meet.example.com/ada ")
    assert "Tuesday, 14:00 to 16:00" in page.text
    assert "Tuesday, 14:00 to 16:00" in ada.get("/mentoring").text
    (one,) = hours.mine(viewer=company.ada)
    assert one.link == "https://meet.example.com/ada"
    address = f"/mentoring/office-hours/{one.id}"
    assert 'value="https://meet.example.com/ada"' in ada.get(address).text
    assert "Wednesday, 14:00" in ada.send(address, **(TERMS | {"weekday": "2"})).text
    assert "They are paused." in (page := ada.send(f"{address}/pause", is_paused="yes").text)
    assert "Go on" in page
    assert "open again" in ada.send(f"{address}/pause", is_paused="no").text
    assert "have ended" in ada.send(f"{address}/end").text
    assert ada.get(address).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("weekday", "", "Choose a day of the week."),
        ("begins", "noon", "Enter a time, such as 14:00."),
        ("ends", "14:10", "Enter a time that leaves room for at least one slot"),
        ("minutes", "7", "Choose how long a slot is."),
        ("weeks", "many", "Enter a number from 1 to 8."),
        ("link", "javascript:alert(1)", "Enter an address that begins with https://"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(as_: As, company: Company, field: str, typed: str, says: str) -> None:
    teach(company.ada)
    ada = as_(company.ada)
    page = ada.send("/mentoring/office-hours", **(TERMS | {field: typed}))
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert says in page.text
    assert hours.mine(viewer=company.ada) == ()


def test_what_is_wrong_with_a_change_keeps_what_was_typed(as_: As, company: Company) -> None:
    id = hold(company.ada)
    page = as_(company.ada).send(f"/mentoring/office-hours/{id}", **(TERMS | {"begins": "15:59"}))
    assert page.status_code == 422
    assert 'value="15:59"' in page.text


def test_people_who_teach_nothing_are_told_to_say_so_first(as_: As, company: Company) -> None:
    tim = as_(company.tim)
    assert "happy to teach a skill" in tim.get("/mentoring/office-hours").text
    assert tim.send("/mentoring/office-hours", **TERMS).status_code == 409


def test_a_slot_is_booked_from_the_mentors_page(as_: As, company: Company) -> None:
    hold(company.ada)
    linus, slot = as_(company.linus), free(company.ada, company.linus)[0].starts_at.isoformat()
    page = linus.get(f"/people/{company.ada.id}").text
    assert "Office hours: next free Tuesday" in page
    address = f"/people/{company.ada.id}/office-hours"
    assert "meet.example.com" not in linus.get(address).text
    page = linus.send(address, slot=slot, words="Rebalances", skill="kafka").text
    assert "It is booked." in page
    assert "https://meet.example.com/ada" in page
    assert "Rebalances" in as_(company.ada).get("/mentoring").text
    assert f'value="{slot}"' not in as_(company.tim).get(address).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"slot": ""}, "Choose a time."),
        ({"slot": "tomorrow"}, "Choose a time."),
        ({"slot": "2030-01-01T10:00:00"}, "no longer free"),
        ({"words": "x" * 301}, "Use 300 characters or fewer."),
    ],
)
def test_what_cannot_be_booked_comes_back(as_: As, company: Company, typed: dict[str, str], says: str) -> None:
    hold(company.ada)
    slot = free(company.ada, company.linus)[0].starts_at.isoformat()
    page = as_(company.linus).send(f"/people/{company.ada.id}/office-hours", **({"slot": slot} | typed))
    assert page.status_code == 422
    assert says in page.text
    assert bookings.mine(viewer=company.linus) == ()


def test_suggestions_say_when_someone_has_time(as_: As, company: Company) -> None:
    hold(company.ada)
    page = as_(company.linus).get(f"/goals/{aim(company.linus)}/mentors").text
    assert "Office hours: next free Tuesday" in page


def test_everyone_sees_times_on_their_own_wall(as_: As, company: Company) -> None:
    hold(company.ada)
    linus = as_(company.linus)
    assert "14:00" in linus.get(f"/people/{company.ada.id}/office-hours").text
    driver.write("MATCH (p:Person {id: $id}) SET p.time_zone = 'Asia/Kolkata'", id=company.linus.id)
    assert profiles.get(company.linus.id).time_zone == "Asia/Kolkata"
    assert "19:30" in linus.get(f"/people/{company.ada.id}/office-hours").text


def test_managers_coaches_admins_and_strangers_see_nothing(as_: As, company: Company) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus, words="Zanzibar")
    for other in (company.grace, company.margaret, company.tim, viewers.get(join("Barbara", is_admin=True))):
        browser = as_(other)
        for address in ("/mentoring", f"/people/{company.ada.id}", f"/people/{company.linus.id}", "/inbox"):
            assert "Zanzibar" not in browser.get(address).text
        assert browser.get(f"/mentoring/bookings/{id}.ics").status_code == 404
        assert browser.send(f"/mentoring/bookings/{id}/cancellation").status_code == 404
        assert browser.send(f"/mentoring/bookings/{id}/feedback", helped="yes").status_code == 404
        assert "Linus" not in browser.get(f"/people/{company.ada.id}/office-hours").text


def test_it_is_put_into_calendars_and_cancelled(as_: As, company: Company) -> None:
    hold(company.ada)
    id, linus = book(company.ada, company.linus), as_(company.linus)
    (one,) = bookings.mine(viewer=company.linus)
    file = linus.get(f"/mentoring/bookings/{id}.ics")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert (event["DTSTART"].dt, str(event["STATUS"]), event["SEQUENCE"]) == (one.starts_at, "CONFIRMED", 0)
    assert "Office hours with Ada" in str(event["SUMMARY"])
    assert "It is cancelled" in as_(company.ada).send(f"/mentoring/bookings/{id}/cancellation").text
    (event,) = Calendar.from_ical(linus.get(f"/mentoring/bookings/{id}.ics").data).walk("VEVENT")
    assert (str(event["UID"]), str(event["STATUS"]), event["SEQUENCE"]) == (f"{id}@guildhall", "CANCELLED", 1)


def test_after_it_only_the_learner_is_asked_whether_it_helped(as_: As, company: Company) -> None:
    hold(company.ada)
    over(book(company.ada, company.linus))
    linus, ada = as_(company.linus), as_(company.ada)
    assert "Did it help?" in linus.get("/mentoring").text
    assert "Did it help?" not in ada.get("/mentoring").text
    page = linus.send(f"/mentoring/bookings/{only(company.linus)}/feedback", helped="partly").text
    assert "Nobody sees what you said" in page
    assert 'value="partly" aria-pressed="true"' in page


def test_people_without_office_hours_cannot_be_booked(as_: As, company: Company) -> None:
    assert as_(company.linus).get(f"/people/{company.tim.id}/office-hours").status_code == 404
    hold(company.ada)
    assert as_(company.ada).get(f"/people/{company.ada.id}/office-hours").status_code == 404
