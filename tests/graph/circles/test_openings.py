"""Openings: what people outside see of a circle, which is how many places are free and never who is in it."""

from dataclasses import asdict

import pytest

from graph import driver
from graph.circles import members, openings
from graph.errors import NotFound
from graph.feed import follows
from graph.ids import SkillSlug
from graph.pairing import avoided
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.circles.gathering import gather, learners
from tests.graph.mentoring.learning import aim

TLS = SkillSlug("tls")


def listed(viewer: Viewer) -> list[str]:
    return [one.title for one in openings.of(viewer=viewer)]


def test_it_says_how_many_places_are_free_and_not_who_is_in_it(company: Company) -> None:
    id = gather(company.ada, company.linus)
    # Neither a colleague, nor a coach learns more.
    for outside in (company.tim, company.margaret):
        seen = openings.get(id, viewer=outside)
        assert (seen.places, seen.free, len(seen.meetings), seen.is_waiting) == (8, 7, 4, False)
        assert seen.mentor
        assert seen.mentor.name == "Ada"
        assert company.linus.id not in str(asdict(seen))


def test_of_a_learning_group_nobody_is_named(company: Company) -> None:
    id = gather(company.linus, company.ada, form="peer")
    seen = openings.get(id, viewer=company.grace)
    assert (seen.form, seen.mentor, seen.free) == ("peer", None, 6)
    assert not {company.linus.id, company.ada.id} & set(map(str, asdict(seen).values()))


def test_people_in_it_and_people_who_cannot_join_it_do_not_find_it(company: Company) -> None:
    id = gather(company.ada, company.linus, asked_by="communities")
    for other in (company.ada, company.linus, company.tim, company.grace):
        assert listed(other) == []
        with pytest.raises(NotFound):
            openings.get(id, viewer=other)


def test_a_skill_of_a_closed_community_stays_there(company: Company) -> None:
    gather(company.ada, skill=TLS)
    assert listed(company.linus) == ["Kafka on Tuesdays"]
    assert listed(company.tim) == []
    assert openings.on(TLS, viewer=company.tim) == ()
    assert [one.title for one in openings.on(TLS, viewer=company.margaret)] == ["Kafka on Tuesdays"]


@pytest.mark.parametrize("avoids", ["ada", "tim"])
def test_people_who_avoid_each_other_do_not_meet_in_one(company: Company, avoids: str) -> None:
    gather(company.ada)
    one, other = (company.ada, company.tim) if avoids == "ada" else (company.tim, company.ada)
    avoided.never(other.id, by=one)
    assert listed(company.tim) == []


@pytest.mark.parametrize("seeks", ["aims", "follows"])
def test_those_for_skills_that_someone_seeks_come_first(company: Company, seeks: str) -> None:
    gather(company.ada, title="About certificates", skill=TLS)
    gather(company.ada, title="Later", weeks=6)
    assert listed(company.margaret) == ["About certificates", "Later"]
    if seeks == "aims":
        aim(company.margaret)
    else:
        follows.follow("skill", "kafka", by=company.margaret)
    assert listed(company.margaret) == ["Later", "About certificates"]


def test_a_full_circle_is_listed_with_no_free_place(company: Company) -> None:
    one, two, three = learners(3)
    id = gather(company.ada, one, two, places=2)
    assert openings.get(id, viewer=three).free == 0
    members.wait(id, by=three)
    assert openings.get(id, viewer=three).is_waiting
    assert not openings.get(id, viewer=company.tim).is_waiting


def test_what_takes_part_in_a_circle_is_tied_to_nothing_else(company: Company) -> None:
    gather(company.ada, company.linus)
    rows = driver.read("MATCH (:Person)-[tie]->(one:Circle) RETURN DISTINCT type(tie) AS kind ORDER BY kind")
    assert [row["kind"] for row in rows] == ["LEADS", "TAKES_PART_IN"]
