"""The search log: for each day, the words, how many people searched for them, what they found and what they opened.

It doesn't say who searched. A person counts once for the same words, by an anonymous mark (docs/decisions/0015). The
mark is different for other words, so it doesn't show what else the same person searched for.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.demand import anonymous_demand
from graph.driver import only, write
from graph.errors import Forbidden
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

WORDS_CHARACTERS = 200
FORGOTTEN_AFTER = timedelta(days=90)
FORGOTTEN_AT_ONCE = 500
# Words that fewer people searched for may be one person's own.
LEAST_PEOPLE = 3
SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Searched:
    """Words that people searched for in the last 90 days.

    `people` is how many searched for them, `times` how often, and `opened` how often a result was opened. `results` is
    the number of results the last time.
    """

    words: str
    people: int
    times: int
    opened: int
    results: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    found: tuple[Searched, ...]


def note(words: str, *, results: int, is_opened: bool, is_again: bool, by: PersonId) -> None:
    """Count a search or, if it `is_again` the same one, only that a result was opened.

    Only the day is stored. Together with a log of the web server, the time would show who searched.
    """
    said = " ".join(words.casefold().split())[:WORDS_CHARACTERS]
    day = clock.now().date().isoformat()
    write(
        """
        MERGE (search:Search {key: $key})
        ON CREATE SET search.words = $words, search.day = $day, search.times = 0, search.opened = 0, search.marks = []
        SET search.marks = CASE WHEN $mark IN search.marks THEN search.marks ELSE search.marks + $mark END,
            search.results = $results,
            search.times = search.times + $times,
            search.opened = search.opened + $opened
        """,
        key=f"{day}:{hashlib.sha256(said.encode()).hexdigest()[:32]}",
        words=said,
        mark=anonymous_demand.mark(by, words=said),
        day=day,
        results=results,
        times=0 if is_again else 1,
        opened=1 if is_opened else 0,
    )


def in_vain(*, viewer: Viewer) -> tuple[Searched, ...]:
    """Return words that three people or more searched for, mostly without opening a result, at most 50.

    The words that most people searched for come first. Raises `Forbidden` for anyone but admins.
    """
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        RETURN COLLECT {
            MATCH (search:Search)
            WHERE search.day >= $since
            WITH search
            ORDER BY search.day
            WITH search.words AS words, sum(search.times) AS times, sum(search.opened) AS opened,
                 collect(search.results) AS results,
                 collect(coalesce(search.marks, [])) AS by_day
            WHERE opened * 2 < times
            UNWIND by_day AS marks
            UNWIND marks AS mark
            WITH words, times, opened, results, count(DISTINCT mark) AS people
            WHERE people >= $least
            RETURN {
                words: words, people: people, times: times, opened: opened, results: results[size(results) - 1]
            } AS found
            ORDER BY people DESC, times DESC
            LIMIT $limit
        } AS found
        """,
        viewer=viewer.id,
        since=(clock.now() - FORGOTTEN_AFTER).date().isoformat(),
        least=LEAST_PEOPLE,
        limit=SHOWN,
    )
    found = only(rows, otherwise=Forbidden("Only admins can see the search log.")).found
    return tuple(sorted(found, key=lambda one: (-one.people, -one.times, one.words)))


def forget() -> None:
    """Forget searches that are more than 90 days old."""
    while write(
        "MATCH (old:Search) WHERE old.day < $before WITH old LIMIT $limit DETACH DELETE old RETURN 1 AS one",
        before=(clock.now() - FORGOTTEN_AFTER).date().isoformat(),
        limit=FORGOTTEN_AT_ONCE,
    ):
        continue
