"""The page with the figures of the expert finder."""

from collections.abc import Callable

from graph import backtests, clock, viewers
from graph.backtests import Ranking
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


def test_it_is_for_those_who_run_the_site(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.grace).get("/backtest").status_code == 403
