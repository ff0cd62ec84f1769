"""How mentoring goes on the whole site, in numbers without anyone in them, for coaches and admins.

Fewer than five people or answers aren't broken down, because two colleagues could tell who is meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from graph import clock
from graph.driver import only
from graph.errors import Forbidden
from graph.mentoring.replies import DeclineReason
from graph.mentorships.feedback import Helped
from graph.rows import read_as
from graph.viewers import Viewer

FEWEST = 5
LOOKS_BACK = timedelta(days=365)
# Without a session for so long, a mentorship of some weeks has stalled.
STALLED = timedelta(days=28)

Said = TypeVar("Said", bound=str)

COACHES_ONLY = Forbidden("Only coaches and admins can see how mentoring goes.")


@dataclass(frozen=True, kw_only=True)
class Health:
    """Counts of running mentorships, those that `met` and those that `stalled`, and of the last year.

    `None`, and empty, where there are fewer than five.
    """

    running: int | None
    met: int | None
    stalled: int | None
    ended: int | None
    helped: Mapping[Helped, int]
    declined: Mapping[DeclineReason, int]


@dataclass(frozen=True, kw_only=True)
class _Row:
    running: int
    met: int
    stalled: int
    ended: int
    said: tuple[Helped, ...]
    reasons: tuple[DeclineReason, ...]


def of(*, viewer: Viewer) -> Health:
    """Return how mentoring goes. Raises `Forbidden` for people who neither coach a community nor run the site."""
    now = clock.now()
    row = only(
        read_as(
            _Row,
            """
            MATCH (me:Person {id: $viewer})
            WHERE {{me is an active admin}} OR {{me is a coach}}
            WITH me, COLLECT {
                MATCH (one:Mentorship {state: 'running'})
                RETURN {
                    met: EXISTS {
                        MATCH (one)<-[:OF]-(past:MentoringSession)
                        WHERE past.state = 'agreed' AND past.starts_at < datetime($now)
                    },
                    stalled: one.form = 'weeks' AND one.began_on < datetime($idle) AND NOT EXISTS {
                        MATCH (one)<-[:OF]-(lately:MentoringSession)
                        WHERE lately.state = 'agreed' AND lately.starts_at > datetime($idle)
                    }
                } AS pair
            } AS pairs
            RETURN size(pairs) AS running,
                   size([one IN pairs WHERE one.met]) AS met,
                   size([one IN pairs WHERE one.stalled]) AS stalled,
                   COUNT { MATCH (old:Mentorship {state: 'ended'}) WHERE old.ended_key > $since } AS ended,
                   COLLECT {
                       MATCH (said:MentoringFeedback)<-[:SAID]-(:Person)-[:LEARNS_IN]->(about:Mentorship)
                       WHERE said.changed_key > $since AND EXISTS { (said)-[:OF]->(same) WHERE same.id = about.id }
                       RETURN said.helped AS helped
                   } AS said,
                   COLLECT {
                       MATCH (ask:MentorAsk {state: 'declined'})
                       WHERE ask.changed_key > $since
                       RETURN coalesce(ask.reason, '') AS reason
                   } AS reasons
            """,
            viewer=viewer.id,
            now=now.isoformat(),
            idle=(now - STALLED).isoformat(),
            since=clock.key(now - LOOKS_BACK),
        ),
        otherwise=COACHES_ONLY,
    )
    is_enough = row.running >= FEWEST
    return Health(
        running=row.running if is_enough else None,
        met=row.met if is_enough else None,
        stalled=row.stalled if is_enough else None,
        ended=row.ended if row.ended >= FEWEST else None,
        helped=_counts(row.said),
        declined=_counts(row.reasons),
    )


def _counts(said: Sequence[Said]) -> dict[Said, int]:
    return {one: said.count(one) for one in sorted(set(said))} if len(said) >= FEWEST else {}
