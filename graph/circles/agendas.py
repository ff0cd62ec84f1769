"""The agenda of a circle, which everyone in it writes, and the address at which they meet."""

from dataclasses import dataclass

from graph import clock
from graph.circles.circles import NOT_YOURS
from graph.driver import only
from graph.errors import Conflict
from graph.ids import CircleId
from graph.mentorships.mentorships import Agenda
from graph.rows import write_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: int


def write(id: CircleId, agenda: Agenda, *, version: int, by: Viewer) -> None:
    """Store agenda and link. Anyone in the circle may while it runs.

    Raises `NotFound` for others, and `Conflict` if someone else has changed it since `version`.
    """
    rows = write_as(
        _Version,
        """
        MATCH (me:Person {id: $by})-[:LEADS|TAKES_PART_IN]->(circle:Circle)
        WHERE circle.id = $id AND circle.state = 'running'
        // Writing before looking takes the lock.
        SET circle.changed_key = $key
        WITH DISTINCT circle, coalesce(circle.version, 0) AS version
        SET circle.agenda = CASE version WHEN $version THEN $agenda ELSE circle.agenda END,
            circle.link = CASE version WHEN $version THEN $link ELSE circle.link END,
            circle.version = CASE version WHEN $version THEN version + 1 ELSE version END
        RETURN version
        """,
        id=id,
        by=by.id,
        version=version,
        agenda=agenda.agenda.strip(),
        link=agenda.link.strip(),
        key=clock.key(clock.now()),
    )
    if only(rows, otherwise=NOT_YOURS).version != version:
        raise Conflict("Someone else has changed this meanwhile. Your text is below: compare it, and save again.")
