"""Who takes part in a round: joining, leaving, and that nobody else learns who wants to learn."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.communities import memberships
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import stated_levels
from graph.ids import MentoringRoundId, SkillSlug
from graph.mentoring import goals, offers
from graph.mentoring.goals import GoalDraft
from graph.mentoring.offers import Offer
from graph.people import employment
from graph.rounds import members, previews, proposals, publishing, rounds
from graph.rounds.members import PartDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.rounds import cohort

KAFKA = SkillSlug("kafka")


@pytest.fixture
def spring(company: Company) -> MentoringRoundId:
    """A round in which Ada teaches Kafka and Linus learns it."""
    id = cohort.begin(company)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    return id


def names(id: MentoringRoundId, viewer: Viewer) -> list[str]:
    return [one.person.name for one in members.joined(id, page=1, viewer=viewer)]


def test_a_coach_sees_who_joined_and_with_what(company: Company, spring: MentoringRoundId) -> None:
    ada, linus = members.joined(spring, page=1, viewer=company.margaret)
    assert (ada.teaches, ada.learns, ada.places) == (True, False, 1)
    assert ([one.name for one in ada.offers], ada.wants) == (["kafka"], ())
    assert (linus.teaches, linus.learns, linus.offers) == (False, True, ())
    assert [(one.skill.slug, one.level) for one in linus.wants] == [("kafka", 4)]


@pytest.mark.parametrize("name", ["ada", "linus"])
def test_members_do_not_see_who_joined(company: Company, spring: MentoringRoundId, name: str) -> None:
    viewer = getattr(company, name)
    reads: tuple[Callable[[], object], ...] = (
        lambda: members.joined(spring, page=1, viewer=viewer),
        lambda: previews.state(spring, viewer=viewer),
        lambda: previews.pairs(spring, are_paired=True, viewer=viewer),
        lambda: previews.pairs(spring, are_paired=False, viewer=viewer),
        lambda: publishing.of(spring, viewer=viewer),
    )
    for read in reads:
        with pytest.raises(Forbidden):
            read()


@pytest.mark.parametrize("name", ["tim", "grace", "barbara"])
def test_neither_managers_nor_admins_learn_of_it(company: Company, spring: MentoringRoundId, name: str) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    viewer = barbara if name == "barbara" else getattr(company, name)
    reads: tuple[Callable[[], object], ...] = (
        lambda: members.joined(spring, page=1, viewer=viewer),
        lambda: members.own(spring, viewer=viewer),
        lambda: previews.state(spring, viewer=viewer),
        lambda: previews.pairs(spring, are_paired=True, viewer=viewer),
        lambda: publishing.of(spring, viewer=viewer),
    )
    for read in reads:
        with pytest.raises(NotFound):
            read()
    assert members.pairs_of(spring, viewer=viewer) == ()


def test_people_see_how_they_take_part_themselves(company: Company, spring: MentoringRoundId) -> None:
    linus, ada = (members.own(spring, viewer=one) for one in (company.linus, company.ada))
    assert (linus.learns, linus.teaches, [one.id for one in linus.choices]) == (True, False, list(linus.goals))
    assert (ada.learns, ada.teaches, ada.free, [one.slug for one in ada.offers]) == (False, True, 1, ["kafka"])
    assert not members.own(spring, viewer=company.margaret).joins


def test_joining_again_changes_how_someone_takes_part(company: Company, spring: MentoringRoundId) -> None:
    stated_levels.add(["tls"], level=4, wants=False, teaches=True, by=company.linus)
    members.join(spring, PartDraft(teaches=True), by=company.linus)
    part = members.own(spring, viewer=company.linus)
    assert (part.learns, part.teaches, part.goals) == (False, True, ())
    assert names(spring, company.margaret) == ["Ada", "Linus"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({}, "learns"),
        ({"learns": True}, "goals"),
        ({"learns": True, "goals": ("a", "b", "c", "d")}, "goals"),
        ({"teaches": True, "places": 0}, "places"),
        ({"teaches": True, "places": 11}, "places"),
    ],
)
def test_what_nobody_can_choose_is_refused(draft: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        PartDraft(**draft)
    assert list(refused.value.problems) == [field]


def test_the_goals_of_others_cannot_be_brought(company: Company, spring: MentoringRoundId) -> None:
    [mine] = goals.mine(viewer=company.linus)
    with pytest.raises(Invalid) as refused:
        members.join(spring, PartDraft(learns=True, goals=(mine.id,)), by=company.ada)
    assert list(refused.value.problems) == ["goals"]


def test_a_skill_that_only_others_know_of_cannot_be_brought(company: Company, spring: MentoringRoundId) -> None:
    """Otherwise a coach would learn of the skill of a community that is hidden from her."""
    goals.aim("tls", GoalDraft(level=4), by=company.ada)
    driver.write("MATCH (skill:Skill {slug: 'tls'}) SET skill.audiences = ['another']")
    assert members.own(spring, viewer=company.ada).choices == ()
    driver.write("MATCH (skill:Skill {slug: 'kafka'}) SET skill.audiences = ['another']")
    assert [one.wants + one.offers for one in members.joined(spring, page=1, viewer=company.margaret)] == [(), ()]


def test_a_mentor_teaches_something(company: Company, spring: MentoringRoundId) -> None:
    with pytest.raises(Invalid) as refused:
        members.join(spring, PartDraft(teaches=True), by=company.linus)
    assert list(refused.value.problems) == ["teaches"]


def test_a_hidden_skill_is_not_offered(company: Company, spring: MentoringRoundId) -> None:
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    assert members.own(spring, viewer=company.ada).offers == ()
    assert members.joined(spring, page=1, viewer=company.margaret)[0].offers == ()


def test_a_mentor_takes_no_more_than_their_terms_allow(company: Company, spring: MentoringRoundId) -> None:
    with pytest.raises(Invalid) as refused:
        members.join(spring, PartDraft(teaches=True, places=2), by=company.ada)
    assert list(refused.value.problems) == ["places"]
    offers.set_terms(Offer(places=3), by=company.ada)
    members.join(spring, PartDraft(teaches=True, places=2), by=company.ada)
    offers.set_terms(Offer(places=3, is_paused=True), by=company.ada)
    assert members.own(spring, viewer=company.ada).free == 0


def test_a_goal_that_was_dropped_is_not_wanted_any_more(company: Company, spring: MentoringRoundId) -> None:
    goals.end(goals.mine(viewer=company.linus)[0].id, "dropped", by=company.linus)
    assert members.joined(spring, page=1, viewer=company.margaret)[1].wants == ()


def test_people_leave_until_the_pairs_are_published(company: Company, spring: MentoringRoundId) -> None:
    rounds.close(spring, by=company.margaret)
    for _ in range(2):
        members.leave(spring, by=company.linus)
    assert names(spring, company.margaret) == ["Ada"]
    cohort.publish(company, spring)
    with pytest.raises(Conflict):
        members.leave(spring, by=company.ada)


def test_those_who_left_the_community_or_the_company_are_not_in_the_round(
    company: Company, spring: MentoringRoundId
) -> None:
    memberships.leave(company.platform, by=company.linus.id)
    assert names(spring, company.margaret) == ["Ada"]
    employment.leave(company.ada.id, by=stories.join("Barbara", is_admin=True))
    assert names(spring, company.margaret) == []


def test_a_coach_leaves_someone_out(company: Company, spring: MentoringRoundId) -> None:
    members.leave_out(spring, company.linus.id, is_left_out=True, by=company.margaret)
    assert members.joined(spring, page=1, viewer=company.margaret)[1].is_left_out
    assert proposals.wanted() == (spring,)
    members.leave_out(spring, company.linus.id, is_left_out=False, by=company.margaret)
    assert not members.joined(spring, page=1, viewer=company.margaret)[1].is_left_out
    with pytest.raises(Forbidden):
        members.leave_out(spring, company.linus.id, is_left_out=True, by=company.ada)


def test_a_community_of_hundreds_is_read_page_by_page(company: Company) -> None:
    id = cohort.begin(company)
    for number in range(101):
        cohort.teach(id, cohort.newcomer(company, f"Teacher{number:03}"), "kafka")
    first, second = (members.joined(id, page=page, viewer=company.margaret) for page in (1, 2))
    assert (len(first), [one.person.name for one in second]) == (100, ["Teacher100"])
