"""`guildhall train-ranking`: learns from past questions in which order to ask, and uses this order if it is better."""

import click

from graph import driver
from graph.matching.ranking_decisions import Decision
from graph.upkeep import migrations
from webapp.commands import bars
from webapp.operations import stores
from workers.matching import learning, order_in_use, training

WAIT_SECONDS = 60


@click.command()
def command() -> None:
    """Learn from the site's answered questions in which order to ask experts, and use that order if it is better.

    Both orders are tested on the newest questions, each as of the moment it was asked. The site does this once a week
    by itself. The page /backtest shows the decision. GUILDHALL_LEARNED_ORDER=no turns the learned order off.
    """
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        _say(_trained())


def _trained() -> Decision:
    try:
        with bars.counting("Replaying questions") as progress:
            return training.train(by="command", progress=progress)
    except (training.TooLittle, learning.Unavailable) as why:
        raise click.ClickException(str(why)) from why


def _say(decision: Decision) -> None:
    for name, figures in (("by the formula", decision.formula), ("in the learned order", decision.learned)):
        click.echo(
            f"{name}: {figures.questions} questions, MRR {figures.mrr:.3f}, hit@5 {figures.hit_at_5:.3f},"
            f" hit@10 {figures.hit_at_10:.3f}, five busiest {figures.busiest_share:.2f}"
        )
    click.echo(f"MRR {decision.gain:+.3f}, up to ±{2 * decision.error:.3f}")
    if not decision.is_better:
        click.echo("Not better. The formula stays in use.")
    elif order_in_use.state() == "off":
        click.echo("Better, but turned off by GUILDHALL_LEARNED_ORDER=no. The formula stays in use.")
    else:
        click.echo("Better. The learned order is used from now on.")
