"""Knowledge risks: demand compared with the people who have a skill today, for the people in charge."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.demand import anonymous_demand, radar
from graph.demand.radar import SkillAtRisk
from graph.errors import Forbidden, Invalid
from graph.expertise import evidence, stated_levels
from graph.ids import SkillSlug
from graph.people import employment, people, profiles
from graph.people.oversight import MINE
from graph.posts import questions
from graph.skills.coverage import Coverage
from graph.viewers import Viewer
from tests.company import Company, join, question

KAFKA = SkillSlug("kafka")


def swept(
    viewer: Viewer, *, within: str = "", community: str | None = None, only: Coverage | None = None
) -> dict[str, SkillAtRisk]:
    found = radar.sweep(viewer=viewer, within=within, community=community, only=only)
    return {skill.slug: skill for skill in found}


@pytest.fixture
def kafka_shown(company: Company) -> None:
    """Ada has answered about Kafka."""
    evidence.weigh(company.kafka_answer)


def test_demand_stands_against_who_knows_it(company: Company, kafka_shown: None) -> None:
    kafka = swept(company.grace)[KAFKA]
    assert (kafka.coverage, kafka.holders, kafka.questions, kafka.unanswered) == ("thin", 1, 1, 0)
    questions.ask(question("Why rust?", "Rust"), by=company.tim.id)
    assert [(one.slug, one.coverage, one.unanswered) for one in radar.sweep(viewer=company.grace)] == [
        ("rust", "none", 1),
        ("kafka", "thin", 0),
    ]


def test_it_is_for_managers_coaches_and_admins(company: Company) -> None:
    barbara = viewers.get(join("Barbara", is_admin=True))
    for viewer in (company.grace, company.margaret, barbara):
        assert KAFKA in swept(viewer)
    for viewer in (company.ada, company.linus, company.tim):
        with pytest.raises(Forbidden):
            radar.sweep(viewer=viewer)


def test_three_who_say_so_or_have_shown_it_cover_it_well(company: Company, kafka_shown: None) -> None:
    for viewer, level in ((company.linus, 3), (company.tim, 2)):
        stated_levels.state(KAFKA, level, by=viewer)
    assert swept(company.grace)[KAFKA].holders == 2
    stated_levels.state(KAFKA, 5, by=company.tim)
    assert swept(company.grace)[KAFKA].coverage == "good"


def leave(company: Company) -> None:
    employment.leave(company.ada.id, by=join("Barbara", is_admin=True))


def hide(company: Company) -> None:
    stated_levels.show_to(KAFKA, "managers", by=company.ada.id)


def go_away(company: Company) -> None:
    until = (clock.now() + timedelta(days=200)).date()
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), away_until=until))


def leave_the_directory(company: Company) -> None:
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), is_listed=False))


@pytest.mark.parametrize("act", [leave, hide, go_away, leave_the_directory])
def test_who_left_hides_it_or_is_away_for_long_does_not_hold_it(
    company: Company, kafka_shown: None, act: Callable[[Company], None]
) -> None:
    act(company)
    assert swept(company.grace)[KAFKA].coverage == "none"


def test_evidence_fades(company: Company, kafka_shown: None, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: later)
    questions.ask(question("Still lagging?", "kafka"), by=company.tim.id)
    kafka = swept(company.grace)[KAFKA]
    assert (kafka.coverage, kafka.questions) == ("none", 1)


def test_what_a_closed_community_asks_counts_for_its_members_only(company: Company) -> None:
    assert swept(company.margaret)[SkillSlug("tls")].unanswered == 1
    assert "tls" not in swept(company.grace)


def test_searches_in_vain_count_from_three_people_on(company: Company) -> None:
    for viewer in (company.ada, company.linus):
        anonymous_demand.note([KAFKA], "failed", by=viewer.id)
    assert swept(company.grace)[KAFKA].seekers == 0
    for viewer in (company.tim, company.tim):
        anonymous_demand.note([KAFKA], "failed", by=viewer.id)
    assert swept(company.grace)[KAFKA].seekers == 3


def test_it_narrows_to_a_community_and_a_coverage(company: Company, kafka_shown: None) -> None:
    questions.ask(question("Why rust?", "Rust"), by=company.tim.id)
    assert set(swept(company.margaret, community=company.platform)) == {"kafka", "tls"}
    assert set(swept(company.grace, community=company.platform)) == set()
    assert set(swept(company.grace, only="thin")) == {"kafka"}


@pytest.fixture
def crew(company: Company) -> tuple[Viewer, ...]:
    """Six more people who report to Linus, in a unit of their own."""
    crew = tuple(viewers.get(join(f"Crew-{number}")) for number in range(6))
    for one in crew:
        people.report_to(one.id, company.linus.id)
        people.work_in(one.id, "Delivery")
    return crew


def test_a_unit_and_ones_own_people_are_counted_by_themselves(
    company: Company, kafka_shown: None, crew: tuple[Viewer, ...]
) -> None:
    stated_levels.state(KAFKA, 4, by=crew[0])
    assert [swept(company.grace, within=within)[KAFKA].holders for within in ("", MINE, "delivery")] == [2, 2, 1]
    assert swept(company.linus, within=MINE)[KAFKA].holders == 1


def test_fewer_than_five_are_not_broken_down(company: Company, crew: tuple[Viewer, ...]) -> None:
    people.work_in(company.ada.id, "Tiny")
    for one in crew[:2]:
        employment.leave(one.id, by=join(f"Root-{one.id}", is_admin=True))
    for within in ("tiny", "delivery", "nowhere"):
        with pytest.raises(Invalid, match="at least 5"):
            radar.sweep(viewer=company.grace, within=within)
    with pytest.raises(Invalid):
        radar.sweep(viewer=company.linus, within=MINE)


def test_a_unit_of_others_is_none_of_mine(company: Company, crew: tuple[Viewer, ...]) -> None:
    people.report_to(company.tim.id, company.margaret.id)
    for viewer in (company.margaret, company.grace):
        people.report_to(company.linus.id, viewer.id)
        assert radar.sweep(viewer=viewer, within="delivery")
    with pytest.raises(Invalid):
        radar.sweep(viewer=company.margaret, within="delivery")
