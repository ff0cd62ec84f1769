"""Previews of rounds, as workers make them: who is paired, why, and what would help the others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph import clock, driver
from graph.ids import MentoringRoundId
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.people import people, profiles
from graph.rounds import locks, previews, proposals, publishing, rounds
from graph.rounds.previews import ProposedPair
from graph.rounds.rounds import Terms
from graph.upkeep import bad_records
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.rounds import cohort
from workers.mentoring import round_previews


@pytest.fixture
def spring(company: Company) -> MentoringRoundId:
    """A round in which Ada teaches Kafka, and Linus and Edsger learn it."""
    id = cohort.begin(company)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    cohort.learn(id, cohort.newcomer(company, "Edsger"), "Kafka", level=3)
    return id


def pairs(company: Company, id: MentoringRoundId) -> dict[str, ProposedPair]:
    return {one.learner.name: one for one in previews.pairs(id, are_paired=True, viewer=company.margaret)}


def alone(company: Company, id: MentoringRoundId) -> dict[str, ProposedPair]:
    return {one.learner.name: one for one in previews.pairs(id, are_paired=False, viewer=company.margaret)}


def lives_in(who: Viewer, time_zone: str) -> None:
    profiles.describe(who.id, replace(profiles.get(who.id), time_zone=time_zone))


def test_a_preview_says_who_and_why(company: Company, spring: MentoringRoundId) -> None:
    people.work_in(company.ada.id, "Backend")
    lives_in(company.ada, "Europe/Helsinki")
    lives_in(company.linus, "Europe/Berlin")
    round_previews.make(spring)
    pair = pairs(company, spring)["Linus"]
    assert pair.mentor
    assert (pair.mentor.name, pair.hours_apart, pair.other_unit) == ("Ada", 1.0, True)
    assert [(one.name, one.levels) for one in pair.skills] == [("kafka", 3)]
    assert 0.5 < pair.fit < 1
    state = previews.state(spring, viewer=company.margaret)
    assert (state.learners, state.mentors, state.pairs, state.unpaired) == (2, 1, 1, 1)
    assert state.is_current


def test_someone_alone_is_told_of_with_the_change_that_would_help(company: Company, spring: MentoringRoundId) -> None:
    lives_in(company.ada, "Europe/Helsinki")
    lives_in(company.linus, "Europe/Helsinki")
    round_previews.make(spring)
    edsger = alone(company, spring)["Edsger"]
    assert (edsger.mentor and edsger.mentor.name, edsger.lacking, edsger.can_be_locked) == ("Ada", "places", False)
    offers.set_terms(Offer(places=2), by=company.ada)
    cohort.teach(spring, company.ada, "Kafka", places=2)
    rounds.set_terms(spring, Terms(other_unit=True), by=company.margaret)
    round_previews.make(spring)
    assert {name: one.lacking for name, one in alone(company, spring).items()} == {"Linus": "unit", "Edsger": "unit"}


def test_a_coach_pairs_two_in_spite_of_a_rule(company: Company, spring: MentoringRoundId) -> None:
    rounds.set_terms(spring, Terms(other_unit=True), by=company.margaret)
    round_previews.make(spring)
    edsger = alone(company, spring)["Edsger"].learner.id
    locks.lock(spring, edsger, by=company.margaret)
    round_previews.make(spring)
    assert [(name, one.is_locked) for name, one in pairs(company, spring).items()] == [("Edsger", True)]


def test_nobody_is_paired_with_their_manager_whatever_is_lacking(company: Company, spring: MentoringRoundId) -> None:
    people.report_to(company.linus.id, company.ada.id)
    round_previews.make(spring)
    linus = alone(company, spring)["Linus"]
    assert (linus.mentor, linus.lacking) == (None, "skill")


def test_two_who_can_teach_each_other_are_shown_beside(company: Company, spring: MentoringRoundId) -> None:
    cohort.learn(spring, company.ada, "TLS")
    driver.write(
        "MATCH (:Person {id: $id})-[joins:JOINS]->(:MentoringRound) SET joins.teaches = true, joins.places = 1",
        id=company.ada.id,
    )
    cohort.teach(spring, company.linus, "TLS")
    driver.write(
        "MATCH (person:Person {id: $id})-[joins:JOINS]->(:MentoringRound)"
        " MATCH (person)-[:AIMS_AT]->(goal:Goal) SET joins.learns = true, joins.goals = [goal.id]",
        id=company.linus.id,
    )
    round_previews.make(spring)
    [exchange] = previews.state(spring, viewer=company.margaret).exchanges
    assert {one.name for one in exchange} == {"Ada", "Linus"}


@pytest.mark.parametrize("way", ["stable", "most"])
def test_both_ways_give_a_preview(company: Company, spring: MentoringRoundId, way: str) -> None:
    rounds.set_terms(spring, Terms(way=way), by=company.margaret)
    round_previews.make(spring)
    assert len(pairs(company, spring)) == 1


def test_a_preview_twice_is_the_same(company: Company, spring: MentoringRoundId) -> None:
    round_previews.make(spring)
    before = pairs(company, spring), alone(company, spring)
    round_previews.make(spring)
    assert (pairs(company, spring), alone(company, spring)) == before


def test_a_published_round_and_one_that_is_gone_are_left_alone(company: Company, spring: MentoringRoundId) -> None:
    rounds.close(spring, by=company.margaret)
    round_previews.make(spring)
    publishing.publish(spring, by=company.margaret)
    driver.write("MATCH (round:MentoringRound {id: $id}) SET round.previewed_at = null", id=spring)
    round_previews.make(spring)
    round_previews.make(MentoringRoundId("gone"))
    assert previews.state(spring, viewer=company.margaret).made_at is None


def test_a_sweep_closes_rounds_and_makes_what_was_lost(
    company: Company, spring: MentoringRoundId, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_previews.sweep()
    assert previews.state(spring, viewer=company.margaret).made_at is None
    later = datetime.combine(rounds.get(spring, viewer=company.ada).closes_on, datetime.max.time(), UTC)
    monkeypatch.setattr(clock, "now", lambda: later.replace(microsecond=0))
    round_previews.sweep()
    assert rounds.get(spring, viewer=company.ada).state == "open"
    monkeypatch.setattr(clock, "now", lambda: later.replace(year=later.year + 1))
    round_previews.sweep()
    assert rounds.get(spring, viewer=company.ada).state == "closed"
    assert previews.state(spring, viewer=company.margaret).is_current
    assert proposals.wanted() == ()


def test_a_round_that_fails_does_not_stop_the_others(
    company: Company, spring: MentoringRoundId, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cohort.begin(company, name="Autumn")
    for id in (spring, other):
        previews.want(id, by=company.margaret)
    driver.write("MATCH (round:MentoringRound {id: $id}) SET round.way = 7", id=spring)
    round_previews.sweep()
    assert proposals.wanted() == (spring,)
    assert bad_records.of("previews of mentoring rounds") == (spring,)
