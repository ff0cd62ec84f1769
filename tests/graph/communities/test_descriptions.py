"""How a community presents itself: only its coaches change that, one at a time, and newcomers are welcomed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock
from graph.communities import communities, descriptions, memberships
from graph.communities.descriptions import DescriptionDraft
from graph.errors import Conflict, Forbidden, Invalid
from graph.moderation import audit
from tests.company import Company, text

DRAFT = DescriptionDraft(
    name="Platform and reliability",
    purpose="Run it well, and sleep.",
    hue=6,
    picture="server",
    charter=text("Ask before you page."),
    welcome=text("Say hello."),
)


def test_a_coach_describes_it_anew_and_its_address_stays(company: Company) -> None:
    descriptions.describe(company.platform, DRAFT, version=0, by=company.margaret)
    found = descriptions.get(company.platform, viewer=company.margaret)
    assert (found.name, found.charter, found.welcome, found.version) == (
        "Platform and reliability",
        "Ask before you page.",
        "Say hello.",
        1,
    )
    page = communities.show(company.platform, viewer=company.tim)
    assert (page.name, page.purpose, page.hue, page.picture) == (DRAFT.name, DRAFT.purpose, 6, "server")
    assert page.charter == "<p>Ask before you page.</p>"
    [entry] = [one for one in audit.listed(viewer=company.margaret).entries if one.act == "described_community"]
    assert entry.by
    assert entry.by.id == company.margaret.id


def test_members_admins_and_others_cannot(company: Company) -> None:
    for other in (company.ada, company.tim, company.grace):
        with pytest.raises(Forbidden):
            descriptions.get(company.platform, viewer=other)
        with pytest.raises(Forbidden):
            descriptions.describe(company.platform, DRAFT, version=0, by=other)
    assert communities.show(company.platform, viewer=company.tim).name == "Platform engineers"


def test_of_two_coaches_at_once_the_second_is_told(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    descriptions.describe(company.platform, DRAFT, version=0, by=company.margaret)
    with pytest.raises(Conflict):
        descriptions.describe(company.platform, replace(DRAFT, name="Ops"), version=0, by=company.ada)
    assert descriptions.get(company.platform, viewer=company.ada).name == DRAFT.name
    descriptions.describe(company.platform, replace(DRAFT, name="Ops"), version=1, by=company.ada)
    assert descriptions.get(company.platform, viewer=company.ada).name == "Ops"


def test_newcomers_are_welcomed_for_two_weeks(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    descriptions.describe(company.platform, DRAFT, version=0, by=company.margaret)
    assert communities.show(company.platform, viewer=company.linus).welcome == "<p>Say hello.</p>"
    assert communities.show(company.platform, viewer=company.tim).welcome == ""
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert communities.show(company.platform, viewer=company.linus).welcome == ""


@pytest.mark.parametrize(
    "change",
    [
        {"name": "…"},
        {"purpose": " "},
        {"hue": 12},
        {"picture": "skull"},
        {"charter": text("C" * 10_001)},
        {"welcome": text("W" * 2_001)},
    ],
)
def test_what_cannot_be_taken_names_its_field(change: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        replace(DRAFT, **change)
    assert refused.value.problems.keys() == change.keys()
