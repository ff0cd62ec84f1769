"""Nobody can help with a goal: it counts as a need once its person says so, and nobody learns who said it."""

import pytest

from graph import driver
from graph.demand import needs
from graph.errors import Conflict, NotFound
from graph.mentoring import goals
from graph.pairing import mentor_needs
from tests.company import Company
from tests.graph.mentoring.learning import aim, teach


def test_three_people_who_need_a_mentor_are_a_need_without_names(company: Company) -> None:
    for one in (company.linus, company.tim, company.ada):
        goal = aim(one)
        assert not mentor_needs.is_counted(goal, viewer=one)
        mentor_needs.count(goal, by=one)
        mentor_needs.count(goal, by=one)
        assert mentor_needs.is_counted(goal, viewer=one)
    assert [(need.skill.slug, need.people) for need in needs.listed(viewer=company.grace)] == [("kafka", 3)]
    rows = driver.read("MATCH (wish:Wish)-[tie]-(other) RETURN DISTINCT type(tie) AS type")
    assert [row["type"] for row in rows] == ["FOR"]


def test_a_second_goal_for_the_skill_counts_no_second_time(company: Company) -> None:
    goal = aim(company.linus)
    mentor_needs.count(goal, by=company.linus)
    goals.end(goal, "dropped", by=company.linus)
    again = aim(company.linus)
    assert mentor_needs.is_counted(again, viewer=company.linus)
    mentor_needs.count(again, by=company.linus)
    assert [row["number"] for row in driver.read("MATCH (wish:Wish) RETURN count(wish) AS number")] == [1]


def test_a_goal_alone_is_no_need(company: Company) -> None:
    for one in (company.linus, company.tim, company.ada):
        aim(one)
    assert needs.listed(viewer=company.grace) == ()


def test_nobody_else_counts_someone_or_learns_of_it(company: Company) -> None:
    goal = aim(company.linus)
    mentor_needs.count(goal, by=company.linus)
    for other in (company.grace, company.ada, company.margaret):
        assert not mentor_needs.is_counted(goal, viewer=other)
        with pytest.raises(NotFound):
            mentor_needs.count(goal, by=other)


def test_while_someone_can_help_there_is_no_need(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    with pytest.raises(Conflict):
        mentor_needs.count(goal, by=company.linus)
    assert not mentor_needs.is_counted(goal, viewer=company.linus)
