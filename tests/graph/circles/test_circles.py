"""Circles: Ada opens one about Kafka, or Linus opens a learning group. It runs for some weeks, and ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from graph import clock
from graph.circles import agendas, circles, meetings, members, openings
from graph.circles.circles import CircleDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import SkillSlug
from graph.mentorships.mentorships import Agenda
from graph.people import employment
from tests.company import Company, join
from tests.graph.circles.gathering import at, draft, gather, names

BERLIN = ZoneInfo("Europe/Berlin")


def test_someone_who_teaches_a_skill_opens_a_circle_with_all_its_meetings(company: Company) -> None:
    id = gather(company.ada, company.linus)
    seen = circles.get(id, viewer=company.linus)
    assert (seen.form, seen.skill.slug, seen.places, seen.taken, seen.free) == ("mentored", "kafka", 8, 1, 7)
    assert (seen.is_mine, seen.is_member, seen.state) == (False, True, "running")
    mine = circles.mine(viewer=company.ada)[0]
    assert (mine.id, mine.is_mine, mine.is_member) == (id, True, False)
    assert len(meetings.of(id, viewer=company.linus)) == 4


def test_without_teaching_it_only_a_learning_group_is_opened(company: Company) -> None:
    with pytest.raises(Invalid, match="choose a learning group"):
        circles.open_for("kafka", draft(), by=company.linus)
    id = gather(company.linus, form="peer")
    assert names(id, company.linus) == ["Linus"]
    assert circles.get(id, viewer=company.linus).free == 7


def test_it_is_about_a_skill_that_the_opener_may_know_of(company: Company) -> None:
    for skill in ("tls", "alchemy"):
        with pytest.raises(Invalid, match="no such skill"):
            circles.open_for(skill, draft("peer"), by=company.tim)
    assert circles.open_for("tls", draft("peer"), by=company.linus)


def test_it_meets_at_the_same_time_of_day_when_the_clocks_change() -> None:
    first = datetime(2027, 3, 23, 9, 0, tzinfo=BERLIN)
    with clock.put_back(datetime(2027, 3, 1, tzinfo=UTC)):
        found = draft(first=first, weeks=3)
    assert [(one.day, one.hour) for one in found.meetings] == [(23, 8), (30, 7), (6, 7)]
    assert found.ends_on == date(2027, 4, 12)


def test_every_two_weeks_it_meets_half_as_often() -> None:
    assert len(draft(weeks=5, every=2).meetings) == 3


@pytest.mark.parametrize(
    "said",
    [
        {"form": "class"},
        {"title": " "},
        {"title": "x" * 101},
        {"purpose": "x" * 501},
        {"places": 1},
        {"places": 9},
        {"weeks": 0},
        {"weeks": 27},
        {"every": 3},
        {"minutes": 5},
        {"link": "javascript:alert(1)"},
        {"asked_by": "nobody"},
        {"first": None},
        {"first": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_cannot_be_a_circle_comes_back(said: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        draft(**said)
    assert set(refused.value.problems) == set(said)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        CircleDraft(form="mentored", title="", first=None, places=0)
    assert set(refused.value.problems) == {"title", "first", "places"}


def test_nobody_else_opens_it(company: Company) -> None:
    id = gather(company.ada, company.linus)
    # Neither a manager, nor a coach, nor an admin.
    for other in (company.grace, company.margaret, company.tim):
        assert not circles.mine(viewer=other)
        with pytest.raises(NotFound):
            circles.get(id, viewer=other)


def test_everyone_in_it_writes_the_agenda_and_the_second_of_two_at_once_is_told(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    agendas.write(id, Agenda(agenda="Rebalances", link="https://meet.example.com/1"), version=0, by=company.tim)
    with pytest.raises(Conflict, match="changed this meanwhile"):
        agendas.write(id, Agenda(agenda="Offsets"), version=0, by=company.linus)
    agendas.write(id, Agenda(agenda="Rebalances, offsets"), version=1, by=company.ada)
    assert circles.get(id, viewer=company.linus).agenda == "Rebalances, offsets"
    with pytest.raises(NotFound):
        agendas.write(id, Agenda(agenda="Hm"), version=2, by=company.grace)


def test_the_owner_ends_it_and_meetings_ahead_are_cancelled(company: Company) -> None:
    id = gather(company.ada, company.linus)
    with pytest.raises(NotFound):
        circles.end(id, by=company.linus)
    for _ in range(2):
        circles.end(id, by=company.ada)
    assert circles.get(id, viewer=company.linus).state == "ended"
    assert meetings.of(id, viewer=company.linus) == ()
    with pytest.raises(NotFound):
        agendas.write(id, Agenda(agenda="Hm"), version=0, by=company.linus)


def test_it_ends_after_its_last_day(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = gather(company.ada, company.linus)
    last = datetime.combine(circles.get(id, viewer=company.ada).ends_on, clock.now().time(), UTC)
    at(monkeypatch, last)
    assert circles.close() == ()
    at(monkeypatch, last + timedelta(days=1))
    assert circles.close() == (id,)
    assert circles.close() == ()
    assert openings.of(viewer=company.tim) == ()


def test_it_ends_if_its_mentor_leaves_the_company(company: Company) -> None:
    id = gather(company.ada, company.linus)
    employment.leave(company.ada.id, by=join("Root", is_admin=True))
    assert circles.close() == (id,)
    assert circles.get(id, viewer=company.linus).state == "ended"


def test_circles_that_run_come_before_those_that_ended(company: Company) -> None:
    first, second = gather(company.ada), gather(company.ada, skill=SkillSlug("kafka"), weeks=5)
    circles.end(first, by=company.ada)
    assert [one.id for one in circles.mine(viewer=company.ada)] == [second, first]
    members.leave(second, by=company.ada)
    assert {one.state for one in circles.mine(viewer=company.ada)} == {"ended"}
