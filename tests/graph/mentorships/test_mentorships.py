"""Mentorships: Ada mentors Linus in Kafka. They plan, prolong and end it, and keep notes that nobody else reads."""

from datetime import date, timedelta

import pytest

from graph import clock, driver, viewers
from graph.errors import Conflict, Invalid, NotFound
from graph.expertise import stated_levels
from graph.ids import SkillSlug
from graph.mentoring import replies, requests
from graph.mentoring.replies import Agreement
from graph.mentorships import mentorships, notes
from graph.mentorships.mentorships import Agenda
from graph.people import employment
from tests.company import Company, join
from tests.graph.mentoring.learning import aim, pair, teach


def test_both_see_it_with_their_role_and_nobody_else_does(company: Company) -> None:
    id = pair(company.linus, company.ada)
    seen = mentorships.get(id, viewer=company.linus)
    assert (seen.role, seen.other.name, seen.skills[0].name, seen.level) == ("learner", "Ada", "kafka", 3)
    assert (mentorships.get(id, viewer=company.ada).role, mentorships.mine(viewer=company.ada)[0].id) == ("mentor", id)
    for other in (company.grace, company.margaret, company.tim):
        assert not mentorships.mine(viewer=other)
        with pytest.raises(NotFound):
            mentorships.get(id, viewer=other)


def test_the_mentor_does_not_open_the_goal_of_the_learner(company: Company) -> None:
    id = pair(company.linus, company.ada)
    assert mentorships.get(id, viewer=company.linus).goal
    assert mentorships.get(id, viewer=company.ada).goal is None


def test_it_lasts_twelve_weeks_unless_they_say_otherwise(company: Company) -> None:
    found = mentorships.get(pair(company.linus, company.ada), viewer=company.ada)
    assert found.ends_on - found.began_on == timedelta(weeks=12)


def test_both_write_the_agenda_and_the_second_of_two_at_once_is_told(company: Company) -> None:
    id = pair(company.linus, company.ada)
    mentorships.write_agenda(
        id, Agenda(agenda="Rebalances", link="https://meet.example.com/1"), version=0, by=company.ada
    )
    with pytest.raises(Conflict, match="changed this meanwhile"):
        mentorships.write_agenda(id, Agenda(agenda="Offsets"), version=0, by=company.linus)
    mentorships.write_agenda(id, Agenda(agenda="Rebalances, offsets"), version=1, by=company.linus)
    assert mentorships.get(id, viewer=company.ada).agenda == "Rebalances, offsets"
    with pytest.raises(NotFound):
        mentorships.write_agenda(id, Agenda(agenda="Hm"), version=2, by=company.grace)


@pytest.mark.parametrize("agenda", [{"agenda": "x" * 4_001}, {"link": "javascript:alert(1)"}, {"link": "h" * 501}])
def test_what_cannot_be_an_agenda_comes_back(agenda: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        Agenda(**agenda)


def test_either_prolongs_it_and_never_beyond_a_year(company: Company) -> None:
    id = pair(company.linus, company.ada)
    before = mentorships.get(id, viewer=company.ada).ends_on
    mentorships.prolong(id, 4, by=company.linus)
    assert mentorships.get(id, viewer=company.ada).ends_on == before + timedelta(weeks=4)
    mentorships.prolong(id, 52, by=company.ada)
    assert mentorships.get(id, viewer=company.ada).ends_on == clock.now().date() + timedelta(weeks=52)
    with pytest.raises(NotFound):
        mentorships.prolong(id, 4, by=company.tim)


def test_either_ends_it_without_a_reason_and_twice_is_fine(company: Company) -> None:
    id = pair(company.linus, company.ada)
    with pytest.raises(NotFound):
        mentorships.end(id, by=company.tim)
    for person in (company.linus, company.ada):
        mentorships.end(id, by=person)
    assert mentorships.get(id, viewer=company.ada).state == "ended"
    with pytest.raises(Conflict):
        mentorships.prolong(id, 4, by=company.ada)
    # Its place is free again.
    teach(company.ada)
    edsger = viewers.get(join("Edsger"))
    requests.send(aim(edsger), (company.ada.id,), "She knows it.", by=edsger)
    assert replies.accept(replies.waiting(viewer=company.ada)[0].id, Agreement(), by=company.ada)


def test_it_ends_after_its_last_day(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = pair(company.linus, company.ada)
    last = clock.now() + timedelta(weeks=12)
    monkeypatch.setattr(clock, "now", lambda: last)
    assert mentorships.close() == ()
    monkeypatch.setattr(clock, "now", lambda: last + timedelta(days=1))
    assert mentorships.close() == (id,)
    assert mentorships.close() == ()


def test_it_ends_if_one_of_them_leaves(company: Company) -> None:
    id = pair(company.linus, company.ada)
    employment.leave(company.ada.id, by=join("Root", is_admin=True))
    assert mentorships.close() == (id,)
    assert mentorships.get(id, viewer=company.linus).state == "ended"


def test_notes_are_for_whoever_writes_them(company: Company) -> None:
    id = pair(company.linus, company.ada)
    notes.keep(id, "He learns fast.", by=company.ada)
    notes.keep(id, "She explains well.", by=company.linus)
    assert notes.mine(id, viewer=company.ada) == "He learns fast."
    assert notes.mine(id, viewer=company.linus) == "She explains well."
    assert [notes.mine(id, viewer=other) for other in (company.grace, company.margaret, company.tim)] == [""] * 3
    for refused in (
        lambda: notes.keep(id, "Hm", by=company.grace),
        lambda: notes.keep(id, "x" * 10_001, by=company.ada),
    ):
        with pytest.raises((NotFound, Invalid)):
            refused()


def test_a_pair_that_serves_several_goals_is_one_mentorship(company: Company) -> None:
    id = pair(company.linus, company.ada)
    stated_levels.add(("Avro",), level=4, wants=False, teaches=True, by=company.ada)
    other = aim(company.linus, skill=SkillSlug("avro"))
    driver.write(
        "MATCH (one:Mentorship {id: $id}) MATCH (goal:Goal {id: $goal}) MERGE (one)-[:SERVES]->(goal)",
        id=id,
        goal=other,
    )
    assert [one.id for one in mentorships.mine(viewer=company.linus)] == [id]


def test_days_are_days(company: Company) -> None:
    assert isinstance(mentorships.get(pair(company.linus, company.ada), viewer=company.ada).ends_on, date)
