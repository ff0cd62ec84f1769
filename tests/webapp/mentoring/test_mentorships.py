"""A mentorship on the pages: Linus asks Ada, she agrees and proposes times, they meet, and say what came of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from graph import clock
from graph.ids import MentorshipId
from graph.mentoring import goals, replies, requests
from graph.mentorships import mentorships, notes, session_feedback, sessions
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, met, pair, teach
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

WHY = "I keep asking you about rebalances."


def asked(company: Company, *mentors: Viewer) -> str:
    """Let Linus ask these people, and return the address at which the first replies."""
    teach(*mentors)
    requests.send(aim(company.linus), tuple(one.id for one in mentors), WHY, by=company.linus)
    return f"/mentoring/asks/{replies.waiting(viewer=mentors[0])[0].id}"


def only(viewer: Viewer) -> MentorshipId:
    (found,) = mentorships.mine(viewer=viewer)
    return found.id


def test_the_desk_shows_both_what_waits(as_: As, company: Company) -> None:
    address = asked(company, company.ada, company.tim)
    assert "Is asked, until" in (page := as_(company.linus).get("/mentoring").text)
    assert "Is asked next" in page
    mine = as_(company.ada).get("/mentoring").text
    assert WHY in mine
    assert address in mine
    assert WHY not in as_(company.tim).get("/mentoring").text


def test_agreeing_proposes_the_times_that_were_ticked(as_: As, company: Company) -> None:
    address, ada = asked(company, company.ada), as_(company.ada)
    times = re.findall(r'name="times" value="([^"]+)"', ada.get(address).text)
    assert len(times) == 3
    page = ada.send(f"{address}/acceptance", form="weeks", weeks="8", times=times[0])
    assert "You mentor Linus" in page.text
    assert len(sessions.of(only(company.ada), viewer=company.linus)) == 1
    found = mentorships.get(only(company.ada), viewer=company.ada)
    assert found.ends_on - found.began_on == timedelta(weeks=8)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"form": "", "weeks": "8"}, "Choose one meeting or some weeks."),
        ({"form": "weeks", "weeks": "many"}, "Enter a number of weeks from 1 to 52."),
        ({"form": "weeks", "weeks": "8", "own_time": "soon"}, "Enter a date and a time"),
        ({"form": "weeks", "weeks": "8", "times": "2027-01-01T10:00:00"}, "Enter a date and a time"),
    ],
)
def test_what_cannot_be_agreed_on_stands_beside_its_field(
    as_: As, company: Company, typed: dict[str, str], says: str
) -> None:
    address, ada = asked(company, company.ada), as_(company.ada)
    page = ada.send(f"{address}/acceptance", **typed)
    assert page.status_code == 422
    assert says in page.text
    assert replies.waiting(viewer=company.ada)


def test_declining_and_passing_on_lead_back_to_the_desk(as_: As, company: Company) -> None:
    teach(company.tim)
    address, ada = asked(company, company.ada), as_(company.ada)
    assert "Nobody here has this name" in ada.send(f"{address}/referral", colleague="Rumpelstiltskin").text
    assert "You have passed it on" in ada.send(f"{address}/referral", colleague="Tim").text
    assert ada.send(f"{address}/refusal").status_code == 404
    assert ada.get(address).status_code == 404


def test_nobody_else_opens_a_request_or_a_mentorship(as_: As, company: Company) -> None:
    address = asked(company, company.ada)
    for other in (company.linus, company.grace, company.margaret, company.tim):
        assert as_(other).get(address).status_code == 404
    replies.accept(replies.waiting(viewer=company.ada)[0].id, replies.Agreement(), by=company.ada)
    id = only(company.ada)
    for other in (company.grace, company.margaret, company.tim):
        browser = as_(other)
        assert browser.get(f"/mentorships/{id}").status_code == 404
        for act in ("agenda", "notes", "prolongation", "end", "feedback", "sessions"):
            form = {"version": "0", "weeks": "4", "helped": "yes", "minutes": "45", "own_time": "2027-01-04T10:00"}
            assert browser.send(f"/mentorships/{id}/{act}", **form).status_code == 404, act


def test_notes_stand_on_the_page_of_whoever_wrote_them(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    assert "Your notes are saved" in as_(company.ada).send(f"/mentorships/{id}/notes", note="He learns fast.").text
    assert "He learns fast." in as_(company.ada).get(f"/mentorships/{id}").text
    assert "He learns fast." not in as_(company.linus).get(f"/mentorships/{id}").text
    page = as_(company.ada).send(f"/mentorships/{id}/notes", note="x" * 10_001)
    assert page.status_code == 422
    assert notes.mine(id, viewer=company.ada) == "He learns fast."


def test_of_two_who_write_the_agenda_at_once_the_second_keeps_what_they_typed(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    as_(company.ada).send(f"/mentorships/{id}/agenda", version="0", agenda="Rebalances", link="")
    page = as_(company.linus).send(f"/mentorships/{id}/agenda", version="0", agenda="Offsets", link="")
    assert page.status_code == 409
    assert "Offsets" in page.text
    assert "Rebalances" in page.text


def test_an_address_that_runs_scripts_is_refused(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    page = as_(company.ada).send(f"/mentorships/{id}/agenda", version="0", link="javascript:alert(1)")
    assert page.status_code == 422


def test_a_time_is_proposed_agreed_put_into_calendars_and_cancelled(as_: As, company: Company) -> None:
    id, tomorrow = pair(company.linus, company.ada), clock.now().date() + timedelta(days=1)
    ada, linus = as_(company.ada), as_(company.linus)
    assert "Propose one to 3 times" in ada.send(f"/mentorships/{id}/sessions", minutes="45").text
    ada.send(f"/mentorships/{id}/sessions", minutes="45", own_time=f"{tomorrow}T10:00")
    (one,) = sessions.of(id, viewer=company.ada)
    assert "Ada proposes this" in linus.get(f"/mentorships/{id}").text
    assert "Agreed" in linus.send(f"/mentorships/sessions/{one.id}/agreement").text
    file = linus.get(f"/mentorships/sessions/{one.id}.ics")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert (event["DTSTART"].dt, str(event["STATUS"]), event["SEQUENCE"]) == (one.starts_at, "CONFIRMED", 0)
    linus.send(f"/mentorships/sessions/{one.id}/cancellation")
    (event,) = Calendar.from_ical(linus.get(f"/mentorships/sessions/{one.id}.ics").data).walk("VEVENT")
    assert (str(event["UID"]), str(event["STATUS"]), event["SEQUENCE"]) == (f"{one.id}@guildhall", "CANCELLED", 1)
    assert as_(company.grace).get(f"/mentorships/sessions/{one.id}.ics").status_code == 404


def test_a_session_is_moved_and_the_other_agrees_again(as_: As, company: Company) -> None:
    id, day = pair(company.linus, company.ada), clock.now().date()
    (one,) = sessions.propose(id, (clock.now() + timedelta(days=1),), by=company.ada)
    sessions.agree(one, by=company.linus)
    ada, address, field = as_(company.ada), f"/mentorships/sessions/{one}/time", f"to-{one}"
    page = ada.send(address, **{field: "2020-01-01T10:00"})
    assert (page.status_code, "Choose times that are still to come" in page.text) == (422, True)
    assert 'value="2020-01-01T10:00"' in page.text
    assert "Enter a date and a time" in ada.send(address, **{field: ""}).text
    assert "Proposed by you" in ada.send(address, **{field: f"{day + timedelta(days=3)}T10:00"}).text
    assert "Ada proposes this" in as_(company.linus).get(f"/mentorships/{id}").text
    assert as_(company.tim).send(address, **{field: f"{day + timedelta(days=4)}T10:00"}).status_code == 404


def test_each_says_for_themselves_whether_a_session_helped(as_: As, company: Company) -> None:
    id = met(company.linus, company.ada)
    (one,) = sessions.of(id, viewer=company.linus)
    linus, address = as_(company.linus), f"/mentorships/sessions/{one.id}/feedback"
    assert linus.send(address, helped="very").status_code == 422
    pressed = 'value="partly" aria-pressed="true"'
    assert pressed in linus.send(address, helped="partly").text
    assert pressed not in as_(company.ada).get(f"/mentorships/{id}").text
    linus.send(address, helped="yes")
    assert session_feedback.mine(id, viewer=company.linus) == {one.id: "yes"}
    assert as_(company.tim).send(address, helped="yes").status_code == 404


def test_ended_both_say_what_came_of_it_and_the_other_does_not_see_it(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    linus = as_(company.linus)
    assert linus.send(f"/mentorships/{id}/feedback", helped="yes").status_code == 404
    assert "What came of it?" in linus.send(f"/mentorships/{id}/end").text
    assert "Choose yes, partly or no." in linus.send(f"/mentorships/{id}/feedback", words="Hm").text
    linus.send(f"/mentorships/{id}/feedback", helped="partly", words="Fewer sessions.")
    assert "Fewer sessions." in linus.get(f"/mentorships/{id}").text
    assert "Fewer sessions." not in as_(company.ada).get(f"/mentorships/{id}").text


def test_prolonging_is_bounded(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    assert "The mentorship is prolonged." in as_(company.ada).send(f"/mentorships/{id}/prolongation", weeks="4").text
    assert as_(company.ada).send(f"/mentorships/{id}/prolongation", weeks="99").status_code == 422


def test_a_request_is_withdrawn(as_: As, company: Company) -> None:
    asked(company, company.ada)
    (one,) = requests.mine(viewer=company.linus)
    assert "Nobody is asked any more." in as_(company.linus).send(f"/mentoring/requests/{one.id}/withdrawal").text
    assert as_(company.ada).send(f"/mentoring/requests/{one.id}/withdrawal").status_code == 404


def test_a_coach_sees_how_mentoring_goes_and_others_do_not(as_: As, company: Company) -> None:
    assert "fewer than 5" in as_(company.margaret).get("/mentoring/health").text
    assert "How mentoring goes" in as_(company.margaret).get("/mentoring").text
    assert "How mentoring goes" not in as_(company.grace).get("/mentoring").text
    assert as_(company.grace).get("/mentoring/health").status_code == 403


def test_ended_the_learner_says_their_level_reaches_the_goal_and_thanks(as_: As, company: Company) -> None:
    id, linus = met(company.linus, company.ada), as_(company.linus)
    linus.send(f"/mentorships/{id}/end")
    page = linus.send(f"/mentorships/{id}/feedback", helped="yes", level="9")
    assert page.status_code == 422
    assert "Choose a level from 1 to 5, or none." in page.text
    page = linus.send(f"/mentorships/{id}/feedback", helped="yes", level="3").text
    assert "You are at the level that you wanted to reach." in page
    assert f"/people/{company.ada.id}/thanks/new" in page
    [goal] = goals.mine(viewer=company.linus)
    linus.send(f"/goals/{goal.id}/state", state="reached")
    assert "You are at the level" not in linus.get(f"/mentorships/{id}").text
    assert "Whom you helped" in (mine := as_(company.ada).get("/mentoring").text)
    assert "the learner has reached a goal" in mine
    assert "Whom you helped" not in linus.get("/mentoring").text
