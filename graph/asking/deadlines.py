"""Deadlines: how long a person has to reply to an ask, and a ring to answer before the next ring is asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast, get_args

from graph import clock
from graph.driver import only, write
from graph.errors import Forbidden, Invalid, refuse_if_any
from graph.ids import PersonId, QuestionId
from graph.viewers import EVERYONE

# Defaults for communities that set nothing else: until someone else is asked, and until a wider ring is asked.
SILENCE_DAYS = 3
RING_DAYS = 3

SHORTEST_DAYS = 1
LONGEST_DAYS = 30
DAY_KEY = 24 * 60 * 60 * 1_000_000

# When an asker needs an answer, and how long people and rings have then, unless their community allows less.
NeededBy = Literal["", "week", "today"]
WAITS: dict[NeededBy, timedelta | None] = {"": None, "week": timedelta(days=1), "today": timedelta(hours=3)}
SHORTEST = timedelta(hours=3)


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """How long the questions of a community wait, in days. Raises `Invalid` with a sentence per field."""

    silence_days: int
    ring_days: int

    def __post_init__(self) -> None:
        refuse_if_any({"silence_days": _problem(self.silence_days), "ring_days": _problem(self.ring_days)})


def set_days(slug: str, deadlines: Deadlines, *, by: PersonId) -> None:
    """Set how long a community's questions wait, including those that are waiting already.

    Raises `Forbidden` for anyone but its coaches.
    """
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        SET community.silence_days = $silence_days, community.ring_days = $ring_days
        RETURN community.id AS id
        """,
        slug=slug,
        by=by,
        silence_days=deadlines.silence_days,
        ring_days=deadlines.ring_days,
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can set how long its questions wait."))


def needed_by(typed: str) -> NeededBy:
    """Return when an asker needs an answer. Raises `Invalid` for anything that can't be chosen."""
    if typed not in get_args(NeededBy):
        raise Invalid(needed_by="Choose today, this week or no hurry.")
    return cast(NeededBy, typed)


def longest_wait(needed: NeededBy) -> int | None:
    """Return how long people and rings have at most, as the difference of two keys. `None` if there is no hurry."""
    wait = WAITS[needed]
    return wait // timedelta(microseconds=1) if wait else None


def expire() -> tuple[QuestionId, ...]:
    """Expire asks without a reply in the time that their community or the asker allows, and return their questions.

    The questions count as unmatched again, so that a sweep asks the next people even if this worker dies first.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key < $oldest AND ask.state = 'asked'
        WITH ask, question,
             coalesce([(question)-[:IN]->(community:Community) | community.silence_days][0], $days) * $day AS allowed
        WITH ask, question,
             CASE WHEN question.longest_wait < allowed THEN question.longest_wait ELSE allowed END AS long
        WHERE ask.open_key < $key - long
        SET ask.state = 'expired',
            {{question is to be matched again}}
        REMOVE ask.open_key
        RETURN DISTINCT question.id AS question
        """,
        oldest=clock.key(now - SHORTEST),
        key=clock.key(now),
        days=SILENCE_DAYS,
        day=DAY_KEY,
    )
    return tuple(row["question"] for row in rows)


def release(person: PersonId | None = None) -> tuple[QuestionId, ...]:
    """Expire the asks of people who have left, are suspended or may no longer see the question; return the questions.

    Promises end too, but what people wrote stays. Without `person`, everyone is checked. The questions count as
    unmatched again, as after `expire`.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (ask:Suggestion)-[:PROPOSES]->(person:Person)
        WHERE ask.open_key > 0 AND ($person IS NULL OR person.id = $person)
        MATCH (ask)-[:FOR]->(post:Post)
        WHERE person.state <> 'active' OR {{person is suspended}} OR NOT {{person is a reader}}
        WITH ask, post AS question
        SET ask.state = 'expired',
            {{question is to be matched again}}
        REMOVE ask.open_key
        RETURN DISTINCT question.id AS question
        """,
        person=person,
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(row["question"] for row in rows)


def _problem(days: int) -> str | None:
    return (
        None
        if SHORTEST_DAYS <= days <= LONGEST_DAYS
        else f"Enter a number of days between {SHORTEST_DAYS} and {LONGEST_DAYS}."
    )
