"""Levels inferred from evidence, which depend on other people only through open evidence."""

from datetime import timedelta

import pytest

from graph import clock, decay, driver
from graph.expertise import evidence, inferred_levels
from graph.posts import answers
from tests import company as stories
from tests.company import Company

NOW = clock.now()


@pytest.mark.parametrize(("weight", "level"), [(0.25, 1), (1, 2), (2.9, 2), (3, 3), (8, 4), (19, 4), (20, 5), (900, 5)])
def test_without_others_the_weight_of_today_decides(weight: float, level: int) -> None:
    assert inferred_levels.inferred(weight * decay.freshness(NOW), marks=None, now=NOW) == level


def test_what_shows_a_level_today_shows_less_in_a_year() -> None:
    weight = 8 * decay.freshness(NOW)
    assert inferred_levels.inferred(weight, marks=None, now=NOW) == 4
    assert inferred_levels.inferred(weight, marks=None, now=NOW + timedelta(days=365)) == 2


def test_much_evidence_is_an_authoritys_only_above_others() -> None:
    much = 100 * decay.freshness(NOW)
    assert inferred_levels.inferred(much, marks=[much, much, much * 2, much * 3], now=NOW) == 3


def test_the_marks_of_a_skill_are_read_off_open_evidence(company: Company) -> None:
    for helper in (company.linus, company.tim, company.margaret):
        evidence.weigh(answers.give(company.kafka_question, stories.text("Look."), by=helper))
    closed = answers.give(company.platform_question, stories.text("Look here."), by=company.linus)
    evidence.weigh(closed)
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)
    inferred_levels.mark()
    rows = driver.read("MATCH (skill:Skill) RETURN skill.slug AS slug, skill.marks AS marks")
    marks = {row["slug"]: row["marks"] for row in rows}
    assert marks["tls"] is None
    # Four people with one, one, one and two pieces of evidence: only the last is above 80 %.
    assert marks["kafka"][3] == pytest.approx(2 * marks["kafka"][0], rel=1e-3)
