"""The review queue: everything that waits for Margaret in one order, and nothing that isn't hers to decide."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.demand import anonymous_demand
from graph.editing import duplicates
from graph.errors import Forbidden
from graph.ids import SkillSlug
from graph.mentorships import reports as mentoring_reports
from graph.moderation import unmaskings
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reporting.urgency import urgency
from graph.reviewing import queue
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import pair
from tests.graph.reviewing.desk import SPAM, ask_again, ask_among_engineers, everything, kinds, suggest


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who belongs to no community."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_all_that_waits_is_in_one_list(company: Company) -> None:
    everything(company)
    found = queue.show(viewer=company.margaret)
    assert {one.kind for one in found.items} == {"report", "edit", "duplicate", "member", "check", "question"}
    assert found.size == sum(found.counts.values()) == 6
    assert [one.name for one in found.communities] == ["Platform engineers"]
    assert all(one.community and one.community.slug == company.platform for one in found.items)


def test_each_says_what_a_coach_needs_to_know(company: Company) -> None:
    everything(company)
    items = {one.kind: one for one in queue.waiting(viewer=company.margaret)}
    [told] = items["report"].told
    assert (told.words, items["report"].post) == ("It sells shoes.", company.platform_question)
    assert (items["edit"].words, items["edit"].version) == ("Clearer", 1)
    person, original = items["member"].person, items["duplicate"].original
    assert (person and person.name, original and original.id) == ("Tim", company.platform_question)
    assert (items["check"].state, items["check"].words) == ("outdated", "That was the old cluster.")


def test_others_see_nothing(company: Company, barbara: Viewer) -> None:
    everything(company)
    for other in (company.ada, company.linus, company.tim):
        with pytest.raises(Forbidden):
            queue.show(viewer=other)
        with pytest.raises(Forbidden):
            queue.get(f"report:{company.platform_question}", viewer=other)
    assert kinds(barbara) == []


def test_a_coach_of_another_community_sees_nothing_of_it(company: Company) -> None:
    everything(company)
    communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=company.tim.id)
    reader = viewers.get(company.tim.id)
    assert kinds(reader) == []
    for one in queue.waiting(viewer=company.margaret):
        assert queue.get(one.key, viewer=reader) is None


def test_what_is_in_no_community_waits_for_admins(company: Company, barbara: Viewer) -> None:
    reports.report(company.kafka_tip, SPAM, by=company.tim)
    assert kinds(barbara) == ["report"]
    assert kinds(company.margaret) == []


def test_while_all_coaches_are_away_an_admin_sees_what_they_may_read(company: Company, barbara: Viewer) -> None:
    memberships.admit(company.platform, barbara.id, by=company.margaret.id)
    admin = viewers.get(barbara.id)
    suggest(company)
    assert kinds(admin) == []
    away = (clock.now() + timedelta(days=9)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($away)", id=company.margaret.id, away=away)
    assert kinds(admin) == ["edit"]
    assert kinds(company.margaret) == ["edit"]


def test_one_kind_and_one_community_at_a_time(company: Company) -> None:
    everything(company)
    communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="private"), by=company.margaret.id)
    memberships.join("readers", by=company.tim.id)
    assert [one.kind for one in queue.show(kind="member", viewer=company.margaret).items] == ["member", "member"]
    there = queue.show(community="readers", viewer=company.margaret)
    assert (there.size, there.counts["member"], there.counts["edit"]) == (1, 1, 0)
    assert [one.slug for one in there.communities] == [company.platform, "readers"]
    assert queue.show(kind="name", viewer=company.margaret).items == ()


def test_the_grave_comes_before_the_old(company: Company) -> None:
    ask_again(company)
    driver.write(
        "MATCH (proposal:DuplicateProposal) SET proposal.open_key = proposal.open_key - $year",
        year=365 * 86_400 * 1_000_000,
    )
    reports.report(company.platform_question, ReportDraft(reason="secret"), by=company.linus)
    assert kinds(company.margaret) == ["report", "duplicate"]


def test_age_counts_for_a_week_and_never_against() -> None:
    now = clock.now()

    def after(days: float) -> float:
        return urgency(severity=2, likely=0.5, since=now - timedelta(days=days), seen=0, now=now)

    assert [round(after(days), 2) for days in (-1, 0, 3.5, 7, 700)] == [1, 1, 1.5, 2, 2]


def test_a_second_coach_sees_that_a_name_is_asked_for(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    asked = ask_among_engineers(company, "Who broke it?", by=company.linus, is_anonymous=True)
    unmaskings.request(asked, "The log holds a password.", by=company.margaret)
    assert kinds(company.ada) == ["name"]
    assert kinds(company.margaret) == []


def test_needs_and_mentorships_wait_there_too(company: Company, barbara: Viewer) -> None:
    for person in (company.ada, company.linus, company.tim):
        anonymous_demand.note((SkillSlug("kafka"),), "failed", by=person.id, audience="everyone")
    [need] = queue.waiting(viewer=company.margaret)
    assert (need.kind, need.title, need.seen) == ("need", "kafka", 3)
    id = pair(company.tim, company.ada)
    mentoring_reports.send(id, "Ada never comes.", by=company.tim)
    assert sorted(kinds(barbara)) == ["mentorship", "need"]


def test_what_was_decided_is_gone(company: Company) -> None:
    everything(company)
    memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    for one in queue.waiting(viewer=company.margaret):
        if one.kind == "duplicate":
            duplicates.reject(one.id, by=company.margaret)  # pyright: ignore[reportArgumentType]
    assert not {"member", "duplicate"} & set(kinds(company.margaret))


def test_twenty_are_on_a_page(company: Company) -> None:
    for number in range(22):
        memberships.join(company.platform, by=stories.join(f"Learner{number}"))
    first, second = (queue.show(page=page, viewer=company.margaret) for page in (1, 2))
    assert (len(first.items), first.has_more, len(second.items), second.has_more) == (20, True, 2, False)
    assert len({one.key for one in (*first.items, *second.items)}) == 22
