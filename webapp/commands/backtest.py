"""`guildhall backtest`: would the finder have found the people who gave the best answers?"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from graph import driver
from graph.matching import backtests, experts, question_history
from graph.matching.backtests import Figures, Ranking
from graph.upkeep import migrations
from webapp.commands import bars
from webapp.operations import stores
from workers.matching import backtest, learning, replay
from workers.matching.backtest import Tested
from workers.matching.replay import Past

WAIT_SECONDS = 60


class Share(click.ParamType[float]):
    """A share of 1. It may also be typed as a percentage."""

    name = "share"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            self.fail(f"{value} is not a share. Write 20% or 0.2.", param, ctx)
        if not 0 < share <= 1:
            self.fail(f"{value} is not between 0 and 1.", param, ctx)
        return share


@click.group()
def command() -> None:
    """Measure matching quality on the site's past questions."""


@command.command("experts")
@click.option("--last", type=Share(), default="20%", show_default=True, help="Share of questions, newest first.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File for the rankings, as lines of JSON.")
@click.option("--price", type=float, default=experts.PRICE_OF_A_RECENT_ASK, show_default=True, help="For recent asks.")
@click.option("--ranking/--no-ranking", default=False, show_default=True, help="Learn the order from earlier ones.")
def rank_experts(last: float, out: Path | None, price: float, ranking: bool) -> None:
    """Rank experts for each of the newest questions and compare the ranking with who gave the best answer.

    Each question is ranked as of the moment it was asked. The results are shown on the page /backtest.
    """
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        story = replay.read()
        tested = _tested(story, last=last, price=price, lessons=learning.Lessons() if ranking else None)
        figures = backtests.measure(tested.formula)
        plain = backtests.measure(backtest.plain(story, tested.formula))
        learned = backtests.measure(tested.learned) if ranking else None
        backtests.keep(figures, plain=plain, learned=learned)
        if out:
            out.write_text("".join(_lines(tested.learned or tested.formula)))
    _say("by the formula", figures)
    if learned:
        _say("in the learned order", learned)
    _say("by number of answers", plain)


def _tested(story: Past, *, last: float, price: float, lessons: learning.Lessons | None) -> Tested:
    begin = backtest.begin(story, last=last)
    try:
        with bars.counting("Replaying questions") as progress:
            return backtest.replay(story, last=last, price=price, known_by=begin, lessons=lessons, progress=progress)
    except learning.Unavailable as missing:
        raise click.ClickException(str(missing)) from missing


def _lines(rankings: Iterable[Ranking]) -> Iterable[str]:
    numbers = question_history.numbers()
    for ranking in rankings:
        ranked = [numbers[person] for person in ranking.ranked]
        yield json.dumps({"question": ranking.question, "asked_at": _iso(ranking), "ranked": ranked}) + "\n"


def _iso(ranking: Ranking) -> str:
    return ranking.at.isoformat().replace("+00:00", "Z")


def _say(name: str, figures: Figures) -> None:
    measured = asdict(figures)
    click.echo(f"{name}: {measured.pop('questions')} questions, " + ", ".join(_said(*one) for one in measured.items()))


def _said(name: str, number: float) -> str:
    return f"{name.replace('_', ' ')} {number:.3f}"
