"""A ranking learned from the site's own past: tested, used only if it is better, and removed without harm."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from graph import viewers
from graph.asking import widening
from graph.expertise import evidence
from graph.matching import ranking_decisions
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.workers import history
from workers.matching import matching, replay, training
from workers.matching import order_in_use as in_use

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "LEAST_ANSWERED", 200)


def trained(company: Company, monkeypatch: pytest.MonkeyPatch, best: Viewer) -> ranking_decisions.Decision:
    story = history.past(ada=company.ada.id, tim=company.tim.id, best=best.id)
    monkeypatch.setattr(replay, "read", lambda: story)
    return training.train(by="command", progress=lambda _done, _all: None)


def asked(company: Company) -> list[widening.AskedPerson]:
    """Return who was asked about a new question from Linus about Kafka."""
    evidence.weigh(company.kafka_answer)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.tim))
    id = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    matching.match_question(id)
    return list(widening.asked(id, viewer=viewers.get(company.linus.id)))


def test_a_better_order_is_used_and_said(company: Company, monkeypatch: pytest.MonkeyPatch):
    decision = trained(company, monkeypatch, company.ada)
    assert (decision.is_better, in_use.state()) == (True, "learned")
    assert decision.learned.mrr > decision.formula.mrr + 0.3
    assert ranking_decisions.latest() == (decision,)
    found = asked(company)
    assert found
    assert all(one.is_learned and one.reasons for one in found)


def test_an_order_that_is_no_better_is_not_used(company: Company, monkeypatch: pytest.MonkeyPatch):
    trained(company, monkeypatch, company.ada)
    decision = trained(company, monkeypatch, company.tim)
    assert (decision.is_better, in_use.state()) == (False, "missing")
    assert not any(one.is_learned for one in asked(company))


def test_too_short_a_past_changes_nothing(company: Company):
    with pytest.raises(training.TooLittle, match="Learning an order needs at least 200"):
        training.train(by="command", progress=lambda _done, _all: None)
    assert ranking_decisions.latest() == ()


@pytest.mark.parametrize("state", ["off", "uninstalled", "missing"])
def test_the_formula_orders_where_a_part_is_away(
    state: str, company: Company, monkeypatch: pytest.MonkeyPatch, take_away: dict[str, Callable[[], None]]
):
    trained(company, monkeypatch, company.ada)
    take_away[state]()
    assert in_use.state() == state
    found = asked(company)
    assert found
    assert not any(one.is_learned for one in found)


@pytest.fixture
def take_away(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], None]]:
    return {
        "off": lambda: monkeypatch.setenv("GUILDHALL_LEARNED_ORDER", "no"),
        "uninstalled": lambda: monkeypatch.setitem(sys.modules, "lightgbm", None),
        "missing": in_use.forget,
    }


def test_who_does_not_use_a_learned_order_does_not_load_what_it_needs():
    modules = "workers.matching.matching, workers.matching.retraining, webapp.matching.backtests"
    code = f"import sys, {modules}; print('lightgbm' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
