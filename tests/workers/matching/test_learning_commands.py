"""Commands for operators to learn from the past, and to see how well experts are found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.matching import backtests, ranking_decisions
from tests.company import Company
from tests.workers import history
from webapp.commands import backtest, train_ranking
from webapp.operations import stores
from workers.matching import order_in_use as in_use
from workers.matching import replay, training

pytestmark = pytest.mark.usefixtures("data_folder")
run = CliRunner().invoke


@pytest.fixture(autouse=True)
def _running(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stores of the tests be those of the running site, and a short past be enough to learn from."""
    monkeypatch.setattr(stores, "opened", lambda: pytest.MonkeyPatch.context())
    monkeypatch.setattr(training, "LEAST_ANSWERED", 200)


@pytest.fixture
def lived(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """A past of 300 days in which Ada answers best, while Tim leads by the formula."""
    story = history.past(ada=company.ada.id, tim=company.tim.id, best=company.ada.id)
    monkeypatch.setattr(replay, "read", lambda: story)


@pytest.mark.usefixtures("lived")
def test_a_better_order_is_learnt_said_and_used() -> None:
    done = run(train_ranking.command)
    assert done.exit_code == 0
    [decision] = ranking_decisions.latest()
    assert (
        f"in the learned order: {decision.learned.questions} questions, MRR {decision.learned.mrr:.3f}" in done.output
    )
    assert "Better. The learned order is used from now on." in done.output
    assert (decision.by, in_use.state()) == ("command", "learned")


@pytest.mark.usefixtures("lived")
def test_what_is_switched_off_is_learnt_and_said_to_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_LEARNED_ORDER", "no")
    assert "turned off by GUILDHALL_LEARNED_ORDER=no. The formula stays in use." in run(train_ranking.command).output


@pytest.mark.usefixtures("company")
def test_too_short_a_past_is_told_in_a_sentence() -> None:
    done = run(train_ranking.command)
    assert done.exit_code == 1
    assert "0 questions have been answered. Learning an order needs at least 200" in done.output
    assert ranking_decisions.latest() == ()


@pytest.mark.usefixtures("lived")
def test_a_backtest_compares_the_learned_order_and_writes_each_ranking(company: Company, tmp_path: Path) -> None:
    done = run(backtest.command, ["experts", "--last", "20%", "--ranking", "--out", str(tmp_path / "out.jsonl")])
    assert done.exit_code == 0
    kept = backtests.latest()
    assert kept
    assert kept.learned
    assert kept.learned.mrr > kept.figures.mrr
    for name in ("by the formula", "in the learned order", "by number of answers"):
        assert f"{name}: 60 questions, mrr " in done.output
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert len(lines) == kept.figures.questions
    assert all(len(line["ranked"]) == 2 for line in lines)


def test_a_share_that_is_none_is_told() -> None:
    for typed, said in (("half", "half is not a share. Write 20% or 0.2."), ("300%", "not between 0 and 1")):
        done = run(backtest.command, ["experts", "--last", typed])
        assert done.exit_code == 2
        assert said in done.output
