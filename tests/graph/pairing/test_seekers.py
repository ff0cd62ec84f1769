"""Seekers: how many look for a mentor in what Ada teaches: a number from three on, and never who."""

from dataclasses import fields

from graph import viewers
from graph.expertise import stated_levels
from graph.mentoring import goals
from graph.pairing import avoided, seekers
from graph.pairing.seekers import Sought
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, aim, teach


def numbers(viewer: Viewer) -> list[int]:
    return [one.seekers for one in seekers.sought(viewer=viewer)]


def test_two_are_not_told_and_three_are_a_number(company: Company) -> None:
    teach(company.ada)
    aim(company.linus)
    aim(company.grace)
    assert seekers.sought(viewer=company.ada) == ()
    aim(company.tim)
    [kafka] = seekers.sought(viewer=company.ada)
    assert (kafka.skill.slug, kafka.seekers) == (KAFKA, 3)
    assert [field.name for field in fields(Sought)] == ["skill", "seekers"], "nobody is named"


def test_private_goals_ended_ones_and_ones_own_do_not_count(company: Company) -> None:
    teach(company.ada, level=2)
    aim(company.ada)
    aim(company.linus)
    aim(company.grace)
    aim(company.tim, shared_with="nobody")
    assert numbers(company.ada) == []
    last = aim(company.margaret)
    assert numbers(company.ada) == [3]
    goals.end(last, "reached", by=company.margaret)
    assert numbers(company.ada) == []


def test_only_people_who_teach_it_are_told(company: Company) -> None:
    for one in (company.linus, company.tim, company.margaret):
        aim(one)
    assert numbers(company.ada) == []
    teach(company.ada)
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.grace)
    assert (numbers(company.ada), numbers(company.grace)) == ([3], [])


def test_the_number_does_not_tell_who_never_wants_her(company: Company) -> None:
    teach(company.ada)
    for one in (company.linus, company.tim, viewers.get(stories.join("Nina"))):
        aim(one)
        avoided.never(company.ada.id, by=one)
    assert numbers(company.ada) == [3]
