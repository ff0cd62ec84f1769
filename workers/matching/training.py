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

# With fewer answered questions, an order would be learned from chance.
LEAST_ANSWERED = 800

# The part of the past on which both orders are tested. A larger part tells smaller differences from chance.
TESTED = 0.6
MOST_TESTED = 3_000


class TooLittle(Exception):
    """There are not enough answered questions yet."""


def train(*, by: DecidedBy, progress: Progress) -> Decision:
    """Test a learned order on the past, keep the decision, and use the order if it is better, else the formula's.

    Raises `TooLittle` or `learning.Unavailable`, and then changes nothing.
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
    """Run the scheduled training at low priority, so that page requests come first."""
    os.nice(10)
    logging.config.dictConfig(logs.configuration(os.environ))
    try:
        train(by="schedule", progress=lambda _done, _all: None)
    except (TooLittle, learning.Unavailable) as why:
        log.info("Experts are still ordered by the formula.", why=str(why))


if __name__ == "__main__":
    main()
