"""The search log: which words, by how many people, how much was found and whether it was opened; by day, never who.

A person counts once for the same words, by a mark that names nobody (docs/decisions/0015) and differs from words to
words: what else the same person looked for cannot be read from it.
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
# What fewer looked for may be one person's own words.
LEAST_PEOPLE = 3
SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Searched:
    """Words that were looked for, with by how many and how often in the last 90 days, how often a result was opened,
    and how many results there were the last time."""

    words: str
    people: int
    times: int
    opened: int
    results: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    found: tuple[Searched, ...]


def note(words: str, *, results: int, is_opened: bool, is_again: bool, by: PersonId) -> None:
    """Count a search, or say of one that was counted already that a result was opened.

    What is kept is the day, without the time: beside a log of the web server it would say who.
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
    """Return what at least three people searched for, mostly without opening it, by most people first; at most fifty.

    Raises `Forbidden` for everybody but admins.
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
    """Forget what was searched for more than 90 days ago."""
    while write(
        "MATCH (old:Search) WHERE old.day < $before WITH old LIMIT $limit DETACH DELETE old RETURN 1 AS one",
        before=(clock.now() - FORGOTTEN_AFTER).date().isoformat(),
        limit=FORGOTTEN_AT_ONCE,
    ):
        continue
