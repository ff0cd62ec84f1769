"""What happens to a round by date: it opens, its last days come, and it closes. Each is noted once.

graph/notifications/round_concerns.py tells people what is noted here.
"""

from datetime import timedelta
from typing import LiteralString

from graph import clock
from graph.driver import write
from graph.ids import MentoringRoundId

# Members who haven't joined hear of it again so many days before they no longer can.
LAST_DAYS = 3


def note() -> tuple[MentoringRoundId, ...]:
    """Note what is due, close the rounds whose last day is over and want their previews. Return them all, each once."""
    return tuple(dict.fromkeys((*_opened(), *_closing(), *_over())))


def _opened() -> tuple[MentoringRoundId, ...]:
    return _noted(
        """
        MATCH (round:MentoringRound)
        WHERE round.closes_key > $key AND round.opens_key <= $key AND round.state = 'open'
          // With other days, it opens again.
          AND (round.opened_for IS NULL OR round.opened_for <> round.opens_key)
        SET round.opened_key = $key, round.opened_for = round.opens_key, round.told_key = $key
        RETURN round.id AS id
        """
    )


def _closing() -> tuple[MentoringRoundId, ...]:
    return _noted(
        """
        MATCH (round:MentoringRound)
        WHERE round.closes_key > $key AND round.closes_key <= $soon AND round.state = 'open'
          // A round of a few days has only just begun.
          AND round.opens_key <= $earlier
          AND (round.closing_for IS NULL OR round.closing_for <> round.closes_key)
        SET round.closing_key = $key, round.closing_for = round.closes_key, round.told_key = $key
        RETURN round.id AS id
        """
    )


def _over() -> tuple[MentoringRoundId, ...]:
    return _noted(
        """
        MATCH (round:MentoringRound)
        WHERE round.closes_key <= $key AND round.state = 'open'
        SET round.state = 'closed', round.wanted_key = $key, round.over_key = $key, round.told_key = $key
        RETURN round.id AS id
        """
    )


def _noted(statement: LiteralString) -> tuple[MentoringRoundId, ...]:
    now = clock.now()
    rows = write(
        statement,
        key=clock.key(now),
        soon=clock.key(now + timedelta(days=LAST_DAYS)),
        earlier=clock.key(now - timedelta(days=LAST_DAYS)),
    )
    return tuple(MentoringRoundId(row["id"]) for row in rows)
