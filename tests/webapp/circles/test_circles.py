"""Circles on the pages: Ada opens one, Linus joins it, they plan and meet, and say what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from graph import clock
from graph.circles import circles, meetings, members
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.circles.gathering import gather, names
from tests.graph.mentoring.learning import teach
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def typed(**said: str) -> dict[str, str]:
    """Return what someone fills into the form, with a first meeting in a week."""
    first = (clock.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    return {
        "form": "mentored",
        "skill": "Kafka",
        "title": "Kafka on Tuesdays",
        "purpose": "Read a rebalance.",
        "places": "2",
        "first": first,
        "minutes": "45",
        "every": "2",
        "weeks": "6",
        "link": "https://meet.example.com/kafka",
        "asked_by": "everyone",
    } | said


def soon(days: int = 3) -> str:
    return (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_a_circle_is_opened_found_and_joined(as_: As, company: Company) -> None:
    teach(company.ada)
    page = as_(company.ada).send("/circles", **typed())
    assert "Your circle is open." in page.text
    assert len(meetings.of(circles.mine(viewer=company.ada)[0].id, viewer=company.ada)) == 3
    linus = as_(company.linus)
    for where in ("/mentoring", "/skills/kafka"):
        assert "Circles you can join" in linus.get(where).text
        assert "Kafka on Tuesdays" in linus.get(where).text
    [circle] = circles.mine(viewer=company.ada)
    outside = linus.get(f"/circles/{circle.id}").text
    assert "2 of 2 places are free" in outside
    assert "The people in it see that you are in it" in outside
    assert "meet.example.com" not in outside
    inside = linus.send(f"/circles/{circle.id}/members")
    assert "You are in." in inside.text
    assert "meet.example.com" in inside.text
    assert names(circle.id, company.linus) == ["Ada", "Linus"]


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("form", "", "Choose a circle or a learning group."),
        ("skill", "Alchemy", "There is no such skill here yet."),
        ("title", "", "Enter a title of at most 100 characters."),
        ("places", "9", "Enter a number from 2 to 8."),
        ("first", "soon", "Enter a date and a time that are still to come"),
        ("every", "3", "Choose how often you meet."),
        ("weeks", "27", "Enter a number of weeks from 1 to 26."),
        ("link", "meet.example.com", "Enter an address that begins with https://"),
        ("asked_by", "", "Choose who can join."),
    ],
)
def test_what_cannot_be_one_comes_back_with_what_was_typed(
    as_: As, company: Company, field: str, wrong: str, says: str
) -> None:
    teach(company.ada)
    page = as_(company.ada).send("/circles", **typed(**{field: wrong}))
    assert page.status_code == 422
    assert says in page.text
    assert "Read a rebalance." in page.text


def test_without_teaching_it_a_learning_group_is_what_can_be_opened(as_: As, company: Company) -> None:
    page = as_(company.linus).send("/circles", **typed())
    assert page.status_code == 422
    assert "choose a learning group" in page.text
    assert "Looks after it" in as_(company.linus).send("/circles", **typed(form="peer")).text


def test_the_form_begins_with_the_skill_and_form_of_the_link(as_: As, company: Company) -> None:
    page = as_(company.ada).get("/circles/new?skill=kafka&form=peer").text
    assert 'value="kafka"' in page
    assert 'value="peer" checked' in page


def test_people_outside_see_neither_who_is_in_it_nor_its_agenda(as_: As, company: Company) -> None:
    id = gather(company.linus, company.ada, form="peer")
    as_(company.ada).send(f"/circles/{id}/agenda", version="0", agenda="Offsets", link="")
    for other in (company.grace, company.margaret, company.tim):
        page = as_(other).get(f"/circles/{id}").text
        assert "6 of 8 places are free" in page
        for secret in ("Linus", "Ada", "Offsets"):
            assert secret not in page


def test_nobody_outside_changes_anything(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus)
    meeting = meetings.of(id, viewer=company.ada)[0].id
    outside, member = as_(company.grace), as_(company.linus)
    assert outside.get(f"/circles/{id}").status_code == 404
    assert outside.get(f"/circles/meetings/{meeting}.ics").status_code == 404
    for act, form in (
        ("agenda", {"version": "0", "agenda": "Hm"}),
        ("end", {}),
        ("members", {}),
        ("waiting", {}),
        ("meetings", {"starts_at": soon(), "minutes": "30"}),
        (f"members/{company.linus.id}/removal", {}),
    ):
        assert outside.send(f"/circles/{id}/{act}", **form).status_code == 404, act
    for act in ("end", f"members/{company.linus.id}/removal"):
        assert member.send(f"/circles/{id}/{act}").status_code == 404, act


def test_a_full_circle_lets_people_wait_and_moves_them_up(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim, places=2)
    margaret = as_(company.margaret)
    assert "This circle is full." in margaret.get(f"/circles/{id}").text
    assert "You can wait for a place." in margaret.send(f"/circles/{id}/members").text
    assert "Nobody sees that you wait." in margaret.send(f"/circles/{id}/waiting").text
    assert "Stop waiting" in margaret.get(f"/circles/{id}").text
    left = as_(company.tim).send(f"/circles/{id}/departure").text
    assert "You are neither in the circle nor waiting for a place now." in left
    assert "Margaret" in as_(company.linus).get(f"/circles/{id}").text


def test_the_owner_removes_someone(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus)
    page = as_(company.ada).send(f"/circles/{id}/members/{company.linus.id}/removal")
    assert "They are no longer in the circle" in page.text
    assert as_(company.linus).get(f"/circles/{id}").status_code == 404


def test_two_who_write_the_agenda_at_once_lose_nothing(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus)
    as_(company.ada).send(f"/circles/{id}/agenda", version="0", agenda="Rebalances", link="")
    page = as_(company.linus).send(f"/circles/{id}/agenda", version="0", agenda="Offsets", link="")
    assert page.status_code == 409
    assert "Offsets" in page.text
    assert "Rebalances" in page.text
    assert as_(company.ada).send(f"/circles/{id}/agenda", version="1", link="javascript:alert(1)").status_code == 422


def test_meetings_are_added_moved_and_cancelled_and_calendars_follow(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus)
    ada, linus = as_(company.ada), as_(company.linus)
    ada.send(f"/circles/{id}/meetings", starts_at=soon(), minutes="30")
    one = meetings.of(id, viewer=company.ada)[0]
    assert ada.send(f"/circles/{id}/meetings", starts_at="", minutes="30").status_code == 422
    refused = ada.send(f"/circles/meetings/{one.id}/time", **{f"to-{one.id}": "then"})
    assert refused.status_code == 422
    assert "Enter a date and a time that are still to come" in refused.text
    ada.send(f"/circles/meetings/{one.id}/time", **{f"to-{one.id}": soon(4)})
    file = linus.get(f"/circles/meetings/{one.id}.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert (str(event["summary"]), int(event["sequence"]), str(event["status"])) == (
        "Kafka on Tuesdays",
        1,
        "CONFIRMED",
    )
    assert "attendee" not in event
    ada.send(f"/circles/meetings/{one.id}/cancellation")
    (event,) = Calendar.from_ical(linus.get(f"/circles/meetings/{one.id}.ics").data).walk("VEVENT")
    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 2)


def test_after_the_end_everyone_says_what_came_of_it(as_: As, company: Company) -> None:
    id = gather(company.ada, company.linus)
    linus = as_(company.linus)
    assert linus.send(f"/circles/{id}/feedback", helped="yes").status_code == 404
    assert "What came of it?" in as_(company.ada).send(f"/circles/{id}/end").text
    assert "Choose yes, partly or no." in linus.send(f"/circles/{id}/feedback", words="Hm").text
    linus.send(f"/circles/{id}/feedback", helped="partly", words="Fewer meetings.")
    assert "Fewer meetings." in linus.get(f"/circles/{id}").text
    assert "Fewer meetings." not in as_(company.ada).get(f"/circles/{id}").text
    assert "1 circle that has ended" in linus.get("/mentoring").text


def test_an_owner_who_leaves_a_group_hands_it_on(as_: As, company: Company) -> None:
    id = gather(company.linus, company.tim, form="peer")
    as_(company.linus).send(f"/circles/{id}/departure")
    assert "End for everyone" in as_(company.tim).get(f"/circles/{id}").text
    assert [one.person.name for one in members.of(id, viewer=company.tim)] == ["Tim"]
