"""If someone leaves: the skills that too few people would then have, for their managers and admins."""

from dataclasses import replace

import pytest

from graph import viewers
from graph.demand import departures
from graph.demand.departures import Loss
from graph.errors import Forbidden, NotFound
from graph.expertise import evidence, stated_levels
from graph.ids import PersonId, SkillSlug
from graph.people import employment, inference_consent, people, profiles
from graph.viewers import Viewer
from tests.company import Company, join

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """The admin who runs the site."""
    return viewers.get(join("Barbara", is_admin=True))


def losses(id: PersonId, viewer: Viewer) -> tuple[Loss, ...]:
    return departures.foresee(id, viewer=viewer)[1]


def test_what_only_one_knows_would_be_known_by_nobody(company: Company) -> None:
    [kafka] = losses(company.ada.id, company.grace)
    assert (kafka.slug, kafka.coverage, kafka.left) == ("kafka", "none", ())
    assert losses(company.linus.id, company.grace) == ()


def test_who_knows_it_still_is_named_and_enough_of_them_is_no_loss(company: Company) -> None:
    for viewer in (company.tim, company.linus):
        stated_levels.state(KAFKA, 4, by=viewer)
    [kafka] = losses(company.ada.id, company.grace)
    assert (kafka.coverage, [one.name for one in kafka.left]) == ("thin", ["Linus", "Tim"])
    stated_levels.state(KAFKA, 4, by=company.margaret)
    assert losses(company.ada.id, company.grace) == ()


def test_managers_look_at_those_below_them_and_admins_at_everybody(company: Company, barbara: Viewer) -> None:
    people.report_to(company.tim.id, company.linus.id)
    assert [one.name for one in departures.people(viewer=company.grace)] == ["Ada", "Linus", "Tim"]
    assert [one.name for one in departures.people(starts_with="t", viewer=company.linus)] == ["Tim"]
    assert len(departures.people(viewer=barbara)) == 6
    assert [one.name for one in departures.people(after="linus", viewer=company.grace)] == ["Tim"]


def test_nobody_else_may_look(company: Company) -> None:
    for viewer in (company.margaret, company.linus, company.ada):
        with pytest.raises(Forbidden):
            departures.people(viewer=viewer)
        with pytest.raises(NotFound):
            departures.foresee(company.ada.id, viewer=viewer)
    with pytest.raises(NotFound):
        departures.foresee(company.tim.id, viewer=company.grace)


def test_with_many_below_them_the_names_are_walked(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.people.oversight.MOST_REPORTS", 1)
    assert [one.name for one in departures.people(viewer=company.grace)] == ["Ada", "Linus"]


@pytest.mark.parametrize("shown_to", ["managers", "me", "nobody"])
def test_what_they_hide_is_not_theirs_to_lose(company: Company, shown_to: stated_levels.ShownTo) -> None:
    stated_levels.show_to(KAFKA, shown_to, by=company.ada.id)
    assert losses(company.ada.id, company.grace) == ()


def test_nothing_is_said_of_who_wants_nothing_inferred(company: Company) -> None:
    inference_consent.choose(company.ada.id, is_inferred=False)
    evidence.weigh_person(company.ada.id)
    assert losses(company.ada.id, company.grace) == ()


def test_who_is_not_listed_or_has_left_is_not_looked_at(company: Company, barbara: Viewer) -> None:
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), is_listed=False))
    employment.leave(company.linus.id, by=barbara.id)
    assert departures.people(viewer=company.grace) == ()
    for id in (company.ada.id, company.linus.id):
        with pytest.raises(NotFound):
            departures.foresee(id, viewer=barbara)


def test_what_was_shown_in_a_closed_community_counts_for_its_members(company: Company, barbara: Viewer) -> None:
    people.report_to(company.ada.id, company.margaret.id)
    stated_levels.add(["TLS"], level=4, wants=False, teaches=False, by=company.ada)
    assert {one.slug for one in losses(company.ada.id, company.margaret)} == {"kafka", "tls"}
    assert {one.slug for one in losses(company.ada.id, barbara)} == {"kafka", "tls"}
