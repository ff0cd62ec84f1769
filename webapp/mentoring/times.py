"""Times to meet: as people see and type them in their own time zone, and when both are free."""

from collections.abc import Sequence
from datetime import UTC, datetime

from graph import clock
from graph.errors import Invalid
from graph.ids import PersonId
from graph.mentorships import sessions, slots, working_time
from webapp.people.wall_clocks import here
from webapp.shell.session import me
from webapp.shell.translations import translated as _


def free_with(other: PersonId, *, most: int) -> Sequence[datetime]:
    """Return the next times at which the reader and this person both work."""
    mine, theirs = working_time.of(me().id, other)
    return slots.free(mine, theirs, after=clock.now(), minutes=sessions.MINUTES, most=most)


def chosen(ticked: Sequence[str], typed: str) -> tuple[datetime, ...]:
    """Return the times that were ticked or typed in the reader's time zone. Raises `Invalid`."""
    try:
        found = [datetime.fromisoformat(one) for one in ticked]
        found += [datetime.fromisoformat(typed).replace(tzinfo=here().zone)] if typed else []
        # Aware ones only: `2027-01-01` alone is no moment.
        return tuple(sorted({moment.astimezone(UTC) for moment in found if _is_aware(moment)}))
    except ValueError as error:
        raise Invalid(own_time=_("Enter a date and a time, or leave this empty.")) from error


def _is_aware(moment: datetime) -> bool:
    if moment.tzinfo is None:
        raise ValueError(moment)
    return True
