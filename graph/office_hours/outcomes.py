"""Whether office hours help, on the whole site, in numbers without anyone in them, for coaches and admins."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph import clock
from graph.driver import only
from graph.mentorships.feedback import Helped
from graph.mentorships.health import COACHES_ONLY, FEWEST, LOOKS_BACK
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """How many slots were held in the last year, and what learners said. `None` and empty where fewer than five."""

    held: int | None
    helped: Mapping[Helped, int]


@dataclass(frozen=True, kw_only=True)
class _Row:
    held: int
    said: tuple[Helped, ...]


def of(*, viewer: Viewer) -> Outcomes:
    """Return whether office hours help. Raises `Forbidden` for people who neither coach nor run the site."""
    now = clock.now()
    row = only(
        read_as(
            _Row,
            """
            MATCH (me:Person {id: $viewer})
            WHERE {{me is an active admin}} OR {{me is a coach}}
            RETURN COUNT { MATCH (held:Booking) WHERE held.ahead_key > $since AND held.ahead_key < $now } AS held,
                   COLLECT {
                       MATCH (one:Booking)
                       WHERE one.ahead_key > $since AND one.helped IS NOT NULL
                       RETURN one.helped AS helped
                   } AS said
            """,
            viewer=viewer.id,
            since=clock.key(now - LOOKS_BACK),
            now=clock.key(now),
        ),
        otherwise=COACHES_ONLY,
    )
    said = row.said if len(row.said) >= FEWEST else ()
    return Outcomes(
        held=row.held if row.held >= FEWEST else None,
        helped={one: said.count(one) for one in sorted(set(said))},
    )
