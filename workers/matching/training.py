"""Learns an order from the site's own past, finds out whether it is better, and only then uses it."""

import logging.config
import os

from graph.matching import ranking_decisions as decisions
from graph.matching.ranking_decisions import DecidedBy, Decision
from workers import logs
from workers.matching import backtest, learning, order_in_use, replay
from workers.matching.backtest import Progress
from workers.matching.learning import Lessons

log = logs.named(__name__)

# Below that many answered questions the past teaches chance.
LEAST_ANSWERED = 800

# The part of the past in which both orders are tried: the more, the less of a difference can be told from chance.
TESTED = 0.6
MOST_TESTED = 3_000


class TooLittle(Exception):
    """There are not enough answered questions yet."""


def train(*, by: DecidedBy, progress: Progress) -> Decision:
    """Decide by the past whether a learned order is used, keep the decision, and use the order if it is better.

    Raises `TooLittle` and `learning.Unavailable`; then everything stays as it was.
    """
    learning.lightgbm()
    story = replay.read()
    if story.answered < LEAST_ANSWERED:
        raise TooLittle(
            f"{story.answered} questions have been answered. Learning an order needs at least {LEAST_ANSWERED}."
            " Until then, the formula is used."
        )
    lessons = Lessons()
    last = min(TESTED, MOST_TESTED / len(story.questions))
    tested = backtest.replay(story, last=last, lessons=lessons, progress=progress)
    decision = decisions.decide(tested.formula, tested.learned, by=by, lessons=story.answered)
    learned = lessons.learn(story) if decision.is_better else None
    if learned:
        order_in_use.keep(learned)
    else:
        order_in_use.forget()
    decisions.keep(decision)
    return decision


def main() -> None:
    """Do it for the clock: whoever waits for a page comes first."""
    os.nice(10)
    logging.config.dictConfig(logs.configuration(os.environ))
    try:
        train(by="schedule", progress=lambda _done, _all: None)
    except (TooLittle, learning.Unavailable) as why:
        log.info("Experts are still ordered by the formula.", why=str(why))


if __name__ == "__main__":
    main()
