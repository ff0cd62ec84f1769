"""The page *Matching quality*."""

from collections.abc import Callable

import pytest

from graph import clock, viewers
from graph.matching import backtests, ranking_decisions
from graph.matching.backtests import Ranking
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser


def admin() -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_before_anything_was_measured_it_says_how(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert "guildhall backtest experts" in as_(admin()).get("/backtest").text


def test_it_compares_with_naming_whoever_answered_most(as_: Callable[[Viewer], Browser], company: Company) -> None:
    found = Ranking(question="1", at=clock.now(), ranked=(company.ada.id,), best=frozenset({company.ada.id}))
    missed = Ranking(question="1", at=clock.now(), ranked=(company.tim.id,), best=frozenset({company.ada.id}))
    backtests.keep(backtests.measure([found]), plain=backtests.measure([missed]))
    text = as_(admin()).get("/backtest").text
    assert "100 %" in text
    assert "1.000" in text
    assert "0.000" in text


def test_a_learned_order_stands_beside_if_it_was_tried(as_: Callable[[Viewer], Browser], company: Company) -> None:
    found = Ranking(question="1", at=clock.now(), ranked=(company.ada.id,), best=frozenset({company.ada.id}))
    figures = backtests.measure([found])
    backtests.keep(figures, plain=figures, learned=figures)
    assert "By learned ranking" in as_(admin()).get("/backtest").text


def decided(company: Company, *, is_better: bool) -> None:
    first = Ranking(question="1", at=clock.now(), ranked=(company.ada.id,), best=frozenset({company.ada.id}))
    missed = Ranking(question="1", at=clock.now(), ranked=(company.tim.id,), best=frozenset({company.ada.id}))
    formula, learned = [missed] * 50 + [first] * 50, [first] * 100
    made = ranking_decisions.decide(
        *((formula, learned) if is_better else (learned, formula)), by="schedule", lessons=900
    )
    ranking_decisions.keep(made)


def test_who_decided_when_and_by_how_much_is_said(as_: Callable[[Viewer], Browser], company: Company) -> None:
    decided(company, is_better=False)
    text = as_(admin()).get("/backtest").text
    assert "it ranked no better than the formula" in text
    assert "-0.500 ± 0.101" in text
    assert "schedule" in text


def test_a_better_order_whose_file_is_away_is_said_to_be_away(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    decided(company, is_better=True)
    assert "not in this machine's data folder" in as_(admin()).get("/backtest").text


def test_that_it_is_switched_off_is_said(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(company, is_better=True)
    monkeypatch.setenv("GUILDHALL_LEARNED_ORDER", "no")
    assert "Turned off by GUILDHALL_LEARNED_ORDER=no" in as_(admin()).get("/backtest").text


def test_it_is_for_those_who_run_the_site(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.grace).get("/backtest").status_code == 403
