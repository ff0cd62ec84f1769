"""Who knows a skill, at which level, and who says so."""

from dataclasses import replace

import pytest

from graph.expertise import evidence, knowers, stated_levels
from graph.ids import SkillSlug
from graph.people import employment, profiles
from graph.posts import answers
from graph.viewers import Viewer
from tests.company import Company, join, text

KAFKA = SkillSlug("kafka")


def said(viewer: Viewer) -> list[tuple[str, int, str, int]]:
    return [(one.name, one.level, one.source, one.evidence) for one in knowers.of(KAFKA, viewer=viewer)]


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)


def test_each_has_the_level_that_leads_with_its_source(company: Company) -> None:
    assert said(company.tim) == [("Ada", 2, "inferred", 1)]
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    assert said(company.tim) == [("Ada", 4, "manager", 1)]
    stated_levels.state(KAFKA, 3, by=company.ada)
    assert said(company.tim) == [("Ada", 3, "self", 1)]


def test_who_is_only_said_to_know_it_comes_after_those_who_showed_it(company: Company) -> None:
    stated_levels.state(KAFKA, 5, by=company.tim)
    stated_levels.state(KAFKA, 1, by=company.linus)
    assert said(company.grace) == [("Ada", 2, "inferred", 1), ("Linus", 1, "self", 0), ("Tim", 5, "self", 0)]


def test_nobody_is_named_for_what_they_hide_or_after_they_left(company: Company) -> None:
    for viewer in (company.tim, company.linus, company.margaret):
        stated_levels.state(KAFKA, 5, by=viewer)
    assert [name for name, *_ in said(company.grace)] == ["Ada", "Linus", "Margaret", "Tim"]
    stated_levels.show_to(KAFKA, "managers", by=company.tim.id)
    profiles.describe(company.linus.id, replace(profiles.get(company.linus.id), is_listed=False))
    employment.leave(company.margaret.id, by=join("Barbara", is_admin=True))
    assert [name for name, *_ in said(company.grace)] == ["Ada"]


def test_what_a_closed_community_saw_is_evidence_for_its_members_only(company: Company) -> None:
    tls = SkillSlug("tls")
    stated_levels.add(["TLS"], level=4, wants=False, teaches=False, by=company.linus)
    evidence.weigh(answers.give(company.platform_question, text("With cert-manager."), by=company.linus))
    assert [one.evidence for one in knowers.of(tls, viewer=company.ada)] == [1]
    [linus] = knowers.of(tls, viewer=company.tim)
    assert (linus.level, linus.evidence, linus.last_at) == (4, 0, None)
    assert knowers.of(SkillSlug("nowhere"), viewer=company.tim) == ()
