"""Goals: set, changed, ended and reopened by their person, and seen by nobody else unless they share them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities
from graph.demand import anonymous_demand
from graph.errors import Conflict, Invalid, NotFound
from graph.expertise import stated_levels
from graph.ids import CommunityId, GoalId, SkillSlug
from graph.mentoring import goal_proposals, goals, shared_goals
from graph.mentoring.goals import Goal, GoalDraft
from graph.merging import merges
from graph.people import people
from graph.posts import questions
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

KAFKA = SkillSlug("kafka")
TLS = SkillSlug("tls")


@pytest.fixture
def goal(company: Company) -> GoalId:
    """Linus wants to become a practitioner of Kafka, and says so to nobody."""
    return goals.aim("Kafka", GoalDraft(level=3, why="We run it.", shared_with="nobody"), by=company.linus)


def of(viewer: Viewer) -> list[tuple[str, int, str]]:
    return [(one.skill.slug, one.level, one.state) for one in goals.mine(viewer=viewer)]


def seen(manager: Viewer) -> list[tuple[str, str, int]]:
    return [(one.person.name, one.skill.slug, one.level) for one in shared_goals.of_reports(viewer=manager)]


def test_a_goal_says_what_why_and_from_where(company: Company):
    stated_levels.state(KAFKA, 2, by=company.linus)
    until = clock.now().date() + timedelta(days=90)
    set_to = goals.aim("kafka", GoalDraft(level=4, why=" We run it. ", until=until), by=company.linus)
    stated_levels.state(KAFKA, 3, by=company.linus)
    assert goals.mine(viewer=company.linus) == (goals.get(set_to, viewer=company.linus),)
    assert goals.get(set_to, viewer=company.linus) == Goal(
        id=set_to,
        skill=goals.SkillTag(slug=KAFKA, name="kafka"),
        level=4,
        level_before=2,
        why="We run it.",
        until=until,
        shared_with="mentors",
        state="open",
        now=3,
    )


def test_there_is_one_open_goal_for_a_skill(company: Company, goal: GoalId):
    assert goals.aim("kafka", GoalDraft(level=4), by=company.linus) == goal
    assert of(company.linus) == [("kafka", 4, "open")]


def test_two_people_have_goals_of_their_own(company: Company, goal: GoalId):
    assert goals.aim("kafka", GoalDraft(level=4), by=company.tim) != goal
    assert (of(company.linus), of(company.tim)) == ([("kafka", 3, "open")], [("kafka", 4, "open")])


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("level", {"level": 1}),
        ("level", {"level": 6}),
        ("why", {"level": 3, "why": "x" * 501}),
        ("until", {"level": 3, "until": clock.now().date() - timedelta(days=2)}),
        ("shared_with", {"level": 3, "shared_with": "everyone"}),
    ],
)
def test_a_draft_says_what_is_wrong(field: str, draft: dict[str, object]):
    with pytest.raises(Invalid) as refusal:
        GoalDraft(**draft)  # pyright: ignore[reportArgumentType]
    assert list(refusal.value.problems) == [field]


def test_a_level_that_they_have_is_no_goal(company: Company, goal: GoalId):
    stated_levels.state(KAFKA, 4, by=company.linus)
    for act in (
        lambda draft: goals.aim("kafka", draft, by=company.linus),
        lambda draft: goals.change(goal, draft, by=company.linus),
    ):
        with pytest.raises(Invalid, match="level 4 already"):
            act(GoalDraft(level=4))


def test_a_skill_of_a_closed_community_is_unknown_to_others(company: Company):
    assert goals.aim("TLS", GoalDraft(level=3), by=company.linus)
    for name in ("TLS", "Basket weaving"):
        with pytest.raises(Invalid) as refusal:
            goals.aim(name, GoalDraft(level=3), by=company.tim)
        assert refusal.value.problems == goals.UNKNOWN_SKILL.problems


def test_ten_goals_are_enough_even_at_once(company: Company):
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    for number in range(11):
        vocabulary.add(SkillDraft(name=f"Skill {number}", summary="", aliases=(), broader=(), related=()), by=barbara)

    def aim(number: int) -> bool:
        try:
            return bool(goals.aim(f"Skill {number}", GoalDraft(level=2), by=company.tim))
        except Invalid:
            return False

    for number in range(8):
        aim(number)
    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(aim, range(8, 11))) == [False, True, True]
    assert len(goals.mine(viewer=company.tim)) == goals.MOST_OPEN


def test_looking_for_a_mentor_sets_a_goal_one_level_up(company: Company):
    stated_levels.state(KAFKA, 3, by=company.linus)
    found = goals.seek("Kafka", by=company.linus)
    assert of(company.linus) == [("kafka", 4, "open")]
    assert goals.seek("kafka", by=company.linus) == found
    goals.seek("kafka", by=company.tim)
    assert of(company.tim) == [("kafka", 2, "open")]


def test_looking_for_a_mentor_keeps_the_goal_as_it_is(company: Company, goal: GoalId):
    assert goals.seek("kafka", by=company.linus) == goal
    assert of(company.linus) == [("kafka", 3, "open")]


def test_nobody_is_above_the_highest_level(company: Company):
    stated_levels.state(KAFKA, 5, by=company.linus)
    with pytest.raises(Invalid, match="the highest"):
        goals.seek("kafka", by=company.linus)


@pytest.mark.parametrize("state", ["reached", "dropped"])
def test_a_goal_ends_and_can_be_reopened(company: Company, goal: GoalId, state: str):
    for _ in range(2):
        goals.end(goal, state, by=company.linus)  # pyright: ignore[reportArgumentType]
        assert of(company.linus) == [("kafka", 3, state)]
    for _ in range(2):
        goals.reopen(goal, by=company.linus)
        assert of(company.linus) == [("kafka", 3, "open")]
    assert goals.aim("kafka", GoalDraft(level=4), by=company.linus) == goal


def test_a_goal_that_has_ended_stays_beside_the_next_one(company: Company, goal: GoalId):
    goals.end(goal, "reached", by=company.linus)
    assert goals.aim("kafka", GoalDraft(level=4), by=company.linus) != goal
    assert of(company.linus) == [("kafka", 4, "open"), ("kafka", 3, "reached")]
    with pytest.raises(Conflict):
        goals.reopen(goal, by=company.linus)
    with pytest.raises(Conflict, match="has ended"):
        goals.change(goal, GoalDraft(level=5), by=company.linus)


def test_a_goal_changes(company: Company, goal: GoalId):
    until = clock.now().date() + timedelta(days=30)
    goals.change(goal, GoalDraft(level=5, why="More", until=until, shared_with="manager"), by=company.linus)
    changed = goals.get(goal, viewer=company.linus)
    assert (changed.level, changed.why, changed.until, changed.shared_with) == (5, "More", until, "manager")
    goals.change(goal, GoalDraft(level=5), by=company.linus)
    assert goals.get(goal, viewer=company.linus).until is None


def test_goals_of_others_are_like_those_that_do_not_exist(company: Company, goal: GoalId):
    goals.change(goal, GoalDraft(level=3, shared_with="manager"), by=company.linus)
    for stranger in (company.tim, company.grace, company.ada):
        for id in (goal, GoalId("nothing")):
            for act in (
                lambda id, who: goals.get(id, viewer=who),
                lambda id, who: goals.change(id, GoalDraft(level=5), by=who),
                lambda id, who: goals.end(id, "dropped", by=who),
                lambda id, who: goals.reopen(id, by=who),
            ):
                with pytest.raises(NotFound, match="isn't yours"):
                    act(id, stranger)
        assert of(stranger) == []
    assert of(company.linus) == [("kafka", 3, "open")]


@pytest.mark.parametrize("shared_with", ["nobody", "mentors"])
def test_the_manager_sees_no_goal_that_is_not_shared_with_them(company: Company, goal: GoalId, shared_with: str):
    goals.change(goal, GoalDraft(level=3, shared_with=shared_with), by=company.linus)
    assert seen(company.grace) == []


def test_the_direct_manager_sees_what_is_shared_with_them_until_it_ends(company: Company, goal: GoalId):
    goals.change(goal, GoalDraft(level=3, why="We run it.", shared_with="manager"), by=company.linus)
    assert seen(company.grace) == [("Linus", "kafka", 3)]
    for stranger in (company.ada, company.tim, company.margaret, company.linus):
        assert seen(stranger) == []
    goals.end(goal, "dropped", by=company.linus)
    assert seen(company.grace) == []


def test_neither_the_managers_manager_nor_a_former_manager_sees_it(company: Company, goal: GoalId):
    goals.change(goal, GoalDraft(level=3, shared_with="manager"), by=company.linus)
    people.report_to(company.grace.id, company.margaret.id)
    assert seen(company.margaret) == []
    people.report_to(company.linus.id, company.tim.id)
    assert (seen(company.grace), seen(company.tim)) == ([], [("Linus", "kafka", 3)])


def test_the_manager_does_not_learn_of_a_skill_of_a_closed_community(company: Company):
    goals.aim("tls", GoalDraft(level=3, shared_with="manager"), by=company.linus)
    assert seen(company.grace) == []


def test_proposed_is_what_they_want_look_for_or_ask_about_often(company: Company):
    assert goal_proposals.of(viewer=company.ada) == ()
    stated_levels.set_interest(TLS, wants=True, teaches=False, by=company.ada)
    stated_levels.state(TLS, 2, by=company.ada)
    for title in ("Which one?", "And why?"):
        questions.ask(question(title, "kafka"), by=company.ada.id)
    anonymous_demand.note((KAFKA,), "failed", by=company.ada.id)
    proposed = goal_proposals.of(viewer=company.ada)
    assert [(one.skill.slug, one.level, one.wants, one.looked, one.asked) for one in proposed] == [
        ("tls", 3, True, False, 1),
        ("kafka", 2, False, True, 3),
    ]
    assert goal_proposals.of(viewer=company.tim) == ()


def test_what_is_a_goal_already_or_mastered_is_not_proposed(company: Company):
    for skill in (KAFKA, TLS):
        stated_levels.set_interest(skill, wants=True, teaches=False, by=company.linus)
    goals.aim("kafka", GoalDraft(level=3), by=company.linus)
    stated_levels.state(TLS, 5, by=company.linus)
    assert goal_proposals.of(viewer=company.linus) == ()


def test_a_skill_that_they_may_no_longer_know_is_not_proposed(company: Company):
    community = CommunityId(communities.show(company.platform, viewer=company.margaret).id)
    stated_levels.set_interest(TLS, wants=True, teaches=False, by=company.linus)
    outside = Viewer(id=company.linus.id, audiences=tuple(one for one in company.linus.audiences if one != community))
    assert [one.skill.slug for one in goal_proposals.of(viewer=company.linus)] == ["tls"]
    assert goal_proposals.of(viewer=outside) == ()


@pytest.fixture
def barbara(company: Company) -> Viewer:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    draft = SkillDraft(name="Apache Kafka", summary="", aliases=(), broader=(), related=())
    vocabulary.add(draft, by=barbara)
    return barbara


APACHE = SkillSlug("apache-kafka")


def test_a_goal_moves_with_its_skill_and_back(company: Company, barbara: Viewer):
    set_to = goals.aim("Apache Kafka", GoalDraft(level=3), by=company.tim)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    assert of(company.tim) == [("kafka", 3, "open")]
    assert goals.seek("Apache Kafka", by=company.tim) == set_to
    merges.undo(merged, by=barbara)
    assert of(company.tim) == [("apache-kafka", 3, "open")]
    assert goals.seek("apache kafka", by=company.tim) == set_to


def test_goals_for_skills_that_were_merged_become_one_until_that_is_undone(
    company: Company, barbara: Viewer, goal: GoalId
):
    other = goals.aim("Apache Kafka", GoalDraft(level=4), by=company.linus)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    assert of(company.linus) == [("kafka", 3, "open")]
    for act in (goals.reopen, lambda id, by: goals.end(id, "reached", by=by)):
        with pytest.raises(NotFound):
            act(other, by=company.linus)
    merges.undo(merged, by=barbara)
    assert sorted(of(company.linus)) == [("apache-kafka", 4, "open"), ("kafka", 3, "open")]
    assert goals.seek("kafka", by=company.linus) == goal


def test_a_goal_that_ended_since_the_merge_stays_ended(company: Company, barbara: Viewer):
    set_to = goals.aim("Apache Kafka", GoalDraft(level=3), by=company.tim)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    goals.end(set_to, "reached", by=company.tim)
    merges.undo(merged, by=barbara)
    assert of(company.tim) == [("apache-kafka", 3, "reached")]
