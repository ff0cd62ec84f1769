"""Pools and previews: who can be paired, what a preview shows its coaches, and what makes it out of date."""

from dataclasses import replace

import pytest

from graph import driver
from graph.errors import Forbidden, NotFound
from graph.expertise import stated_levels
from graph.ids import MentoringRoundId, SkillSlug
from graph.mentoring import goals, offers
from graph.mentoring.fit import Gap
from graph.mentoring.offers import Offer
from graph.mentorships import feedback, mentorships
from graph.mentorships.feedback import Feedback
from graph.people import people, profiles
from graph.rounds import locks, members, pools, previews, proposals, rounds
from graph.rounds.pools import Lock, Pool
from graph.rounds.proposals import Preview, Proposal
from graph.rounds.rounds import Terms
from tests.company import Company
from tests.graph.mentoring.learning import pair
from tests.graph.rounds import cohort

KAFKA = SkillSlug("kafka")


@pytest.fixture
def spring(company: Company) -> MentoringRoundId:
    """A round in which Ada teaches Kafka and Linus learns it."""
    id = cohort.begin(company)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    return id


def pool(id: MentoringRoundId) -> Pool:
    found = pools.find(id)
    assert found
    return found


def test_a_pool_says_what_decides_who_fits(company: Company, spring: MentoringRoundId) -> None:
    people.work_in(company.ada.id, "Backend")
    profile = profiles.get(company.ada.id)
    profiles.describe(company.ada.id, replace(profile, time_zone="Asia/Tokyo", languages=("EN", "ja")))
    stated_levels.state(KAFKA, 2, by=company.linus)
    found = pool(spring)
    [learner], [mentor] = found.learners, found.mentors
    assert (learner.id, learner.gaps) == (company.linus.id, (Gap(skill=KAFKA, level=2, wanted=4),))
    assert learner.superiors == {company.grace.id}
    assert (mentor.unit, mentor.clock, mentor.languages) == ("backend", 9.0, {"en", "ja"})
    assert (mentor.levels, mentor.places, mentor.feedback) == ({KAFKA: 4}, 1, None)


def test_feedback_counts_from_three_learners_on(company: Company, spring: MentoringRoundId) -> None:
    for learner, helped in ((company.tim, "yes"), (company.linus, "partly"), (company.margaret, "yes")):
        assert pool(spring).mentors[0].feedback is None
        id = pair(learner, company.ada)
        mentorships.end(id, by=learner)
        feedback.give(id, Feedback(helped=helped), by=learner)
        # What the mentor says about it is no learner's.
        feedback.give(id, Feedback(helped="no"), by=company.ada)
    assert pool(spring).mentors[0].feedback == pytest.approx(2.5 / 3)


def test_a_mentor_brings_only_what_they_teach_and_show(company: Company, spring: MentoringRoundId) -> None:
    stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=company.ada)
    assert pool(spring).mentors[0].levels == {}
    stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=company.ada)
    stated_levels.show_to(KAFKA, "managers", by=company.ada.id)
    assert pool(spring).mentors[0].levels == {}


def test_places_are_those_that_are_free(company: Company, spring: MentoringRoundId) -> None:
    offers.set_terms(Offer(places=5), by=company.ada)
    assert pool(spring).mentors[0].places == 1
    driver.write(
        "MATCH (ada:Person {id: $id}) UNWIND range(1, 5) AS n"
        " CREATE (ada)-[:MENTORS_IN]->(:Mentorship {id: $id + n, state: 'running'})",
        id=company.ada.id,
    )
    assert pool(spring).mentors[0].places == 0
    offers.set_terms(Offer(places=9, is_paused=True), by=company.ada)
    assert pool(spring).mentors[0].places == 0


def test_someone_who_was_left_out_is_not_in_the_pool(company: Company, spring: MentoringRoundId) -> None:
    members.leave_out(spring, company.ada.id, is_left_out=True, by=company.margaret)
    assert pool(spring).mentors == ()


def test_a_learner_without_goals_is_named_as_such(company: Company, spring: MentoringRoundId) -> None:
    goals.end(goals.mine(viewer=company.linus)[0].id, "reached", by=company.linus)
    assert (pool(spring).learners, pool(spring).without_goals) == ((), (company.linus.id,))


@pytest.mark.parametrize("maker", ["ada", "linus"])
def test_never_with_someone_counts_whoever_said_it_and_unlocks_silently(
    company: Company, spring: MentoringRoundId, maker: str
) -> None:
    cohort.propose(spring, (company.linus, company.ada))
    locks.lock(spring, company.linus.id, by=company.margaret)
    assert pool(spring).locks == (Lock(learner=company.linus.id, mentor=company.ada.id),)
    one, other = (company.ada, company.linus) if maker == "ada" else (company.linus, company.ada)
    driver.write(
        "MATCH (one:Person {id: $one}) MATCH (other:Person {id: $other}) CREATE (one)-[:NEVER_WITH]->(other)",
        one=one.id,
        other=other.id,
    )
    found = pool(spring)
    assert found.locks == ()
    assert company.ada.id in found.learners[0].superiors
    assert company.linus.id in found.mentors[0].superiors


def test_a_published_round_has_no_pool(company: Company, spring: MentoringRoundId) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    assert pools.find(spring) is None
    assert pools.find(MentoringRoundId("gone")) is None


def test_a_preview_shows_pairs_with_reasons_and_people_without_a_mentor(
    company: Company, spring: MentoringRoundId
) -> None:
    cohort.propose(spring, (company.linus, company.ada), alone={company.tim.id: "skill"})
    state = previews.state(spring, viewer=company.margaret)
    assert (state.pairs, state.unpaired, state.is_waiting, state.is_current) == (1, 1, False, True)
    [pair] = previews.pairs(spring, are_paired=True, viewer=company.margaret)
    assert (pair.learner.name, pair.mentor and pair.mentor.name, pair.lacking) == ("Linus", "Ada", None)
    assert [(one.name, one.levels) for one in pair.skills] == [("kafka", 3)]
    assert (pair.fit, pair.hours_apart, pair.other_unit, pair.is_locked) == (0.7, 1.0, False, False)
    [alone] = previews.pairs(spring, are_paired=False, viewer=company.margaret)
    assert (alone.learner.name, alone.mentor, alone.lacking) == ("Tim", None, "skill")


def test_a_new_preview_replaces_the_last_one(company: Company, spring: MentoringRoundId) -> None:
    for _ in range(2):
        cohort.propose(spring, (company.linus, company.ada))
    assert previews.state(spring, viewer=company.margaret).pairs == 1
    cohort.propose(spring)
    assert previews.pairs(spring, are_paired=True, viewer=company.margaret) == ()


def test_exchanges_are_shown_in_their_order(company: Company, spring: MentoringRoundId) -> None:
    circles = [(company.linus.id, company.ada.id), (company.tim.id, company.grace.id, company.margaret.id)]
    for _ in range(2):
        cohort.store(spring, [], circles)
    state = previews.state(spring, viewer=company.margaret)
    assert [[one.name for one in people] for people in state.exchanges] == [
        ["Linus", "Ada"],
        ["Tim", "Grace", "Margaret"],
    ]


def test_whatever_changes_the_pool_makes_a_preview_out_of_date(company: Company, spring: MentoringRoundId) -> None:
    acts = (
        lambda: members.leave(spring, by=company.linus),
        lambda: cohort.learn(spring, company.linus, "Kafka"),
        lambda: rounds.set_terms(spring, Terms(), by=company.margaret),
        lambda: members.leave_out(spring, company.linus.id, is_left_out=False, by=company.margaret),
        lambda: locks.lock(spring, company.linus.id, by=company.margaret),
        lambda: locks.unlock(spring, company.linus.id, by=company.margaret),
    )
    for act in acts:
        cohort.propose(spring, (company.linus, company.ada))
        assert previews.state(spring, viewer=company.margaret).is_current
        act()
        assert not previews.state(spring, viewer=company.margaret).is_current


def test_a_wish_waits_until_it_is_granted(company: Company, spring: MentoringRoundId) -> None:
    previews.want(spring, by=company.margaret)
    assert previews.state(spring, viewer=company.margaret).is_waiting
    assert proposals.wanted() == (spring,)
    earlier = pool(spring)
    previews.want(spring, by=company.margaret)
    late = Preview(
        proposals=(), exchanges=(), pool_key=earlier.key, wanted_key=earlier.wanted_key, learners=0, mentors=0
    )
    proposals.store(spring, late)
    assert proposals.wanted() == (spring,)
    cohort.propose(spring)
    assert proposals.wanted() == ()


def test_only_coaches_want_lock_and_unlock(company: Company, spring: MentoringRoundId) -> None:
    cohort.propose(spring, (company.linus, company.ada))
    for act in (
        lambda: previews.want(spring, by=company.ada),
        lambda: locks.lock(spring, company.linus.id, by=company.ada),
        lambda: locks.unlock(spring, company.linus.id, by=company.linus),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_locked_pair_is_shown_as_locked_until_it_is_unlocked(company: Company, spring: MentoringRoundId) -> None:
    cohort.propose(spring, (company.linus, company.ada))
    for _ in range(2):
        locks.lock(spring, company.linus.id, by=company.margaret)
    assert previews.pairs(spring, are_paired=True, viewer=company.margaret)[0].is_locked
    for _ in range(2):
        locks.unlock(spring, company.linus.id, by=company.margaret)
    assert not previews.pairs(spring, are_paired=True, viewer=company.margaret)[0].is_locked


@pytest.mark.parametrize(("lacking", "can"), [("unit", True), ("hours", True), ("language", True), ("places", False)])
def test_people_are_paired_in_spite_of_some_things(
    company: Company, spring: MentoringRoundId, lacking: proposals.Lacking, can: bool
) -> None:
    found = [Proposal(learner=company.linus.id, mentor=company.ada.id, lacking=lacking)]
    cohort.store(spring, found)
    [shown] = previews.pairs(spring, are_paired=False, viewer=company.margaret)
    assert shown.can_be_locked == can
    if can:
        locks.lock(spring, company.linus.id, by=company.margaret)
    else:
        with pytest.raises(NotFound):
            locks.lock(spring, company.linus.id, by=company.margaret)
    assert len(pool(spring).locks) == can


def test_nobody_is_locked_whom_no_preview_proposes(company: Company, spring: MentoringRoundId) -> None:
    with pytest.raises(NotFound):
        locks.lock(spring, company.tim.id, by=company.margaret)
