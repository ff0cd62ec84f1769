"""Deciding whether a learned ranking is better than the formula, and keeping that decision."""

from datetime import UTC, datetime

import pytest

from graph.ids import PersonId
from graph.matching import backtests, ranking_decisions
from graph.matching.backtests import Ranking

ADA, LINUS, TIM = PersonId("ada"), PersonId("linus"), PersonId("tim")


def ranking(*ranked: PersonId) -> Ranking:
    return Ranking(question="1", at=datetime(2026, 1, 1, tzinfo=UTC), ranked=ranked, best=frozenset({ADA}))


FIRST, SECOND, NEVER = ranking(ADA, LINUS, TIM), ranking(LINUS, ADA, TIM), ranking(LINUS, TIM)


def decided(formula: list[Ranking], learned: list[Ranking]) -> ranking_decisions.Decision:
    return ranking_decisions.decide(formula, learned, by="command", lessons=len(formula))


def test_an_order_that_finds_the_best_sooner_time_and_again_is_better():
    decision = decided([SECOND] * 50 + [FIRST] * 50, [FIRST] * 100)
    assert decision.is_better
    assert decision.gain == pytest.approx(0.25)
    assert 0.02 < decision.error < 0.03


def test_once_is_chance():
    assert not decided([SECOND] + [FIRST] * 99, [FIRST] * 100).is_better


def test_the_same_is_not_better():
    assert not decided([SECOND] * 50, [SECOND] * 50).is_better


def test_who_finds_fewer_among_the_first_five_is_not_better():
    formula, learned = [SECOND] * 90 + [SECOND] * 10, [FIRST] * 90 + [NEVER] * 10
    assert decided(formula, learned).gain > 0.3
    assert not decided(formula, learned).is_better


def test_who_asks_the_same_few_more_is_not_better():
    many = [PersonId(f"somebody {number}") for number in range(60)]
    spread = [
        ranking(many[place % 60], ADA, *(many[(place + step) % 60] for step in (7, 19, 31))) for place in range(60)
    ]
    narrow = [ranking(ADA, *many[:4])] * 60
    assert decided(spread, narrow).gain == pytest.approx(0.5)
    assert not decided(spread, narrow).is_better


def test_nothing_tested_decides_nothing():
    assert not decided([], []).is_better


def test_the_last_decisions_are_kept_the_newest_first(graph):
    assert ranking_decisions.latest() == ()
    worse, better = decided([FIRST], [SECOND]), decided([SECOND] * 50 + [FIRST] * 50, [FIRST] * 100)
    for decision in (worse, *[better] * ranking_decisions.SHOWN):
        ranking_decisions.keep(decision)
    assert [one.is_better for one in ranking_decisions.latest()] == [True] * ranking_decisions.SHOWN
    assert ranking_decisions.latest()[0].learned == better.learned == backtests.measure([FIRST] * 100)
