"""Times to meet: as people see and type them in their own time zone, and when both are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name
from flask_babel import get_locale

from graph import clock
from graph.errors import Invalid
from graph.ids import PersonId
from graph.mentorships import sessions, slots, working_time
from webapp.shell.session import me
from webapp.shell.translations import translated as _


@dataclass(frozen=True, kw_only=True)
class Here:
    """The time zone in which someone sees times."""

    zone: ZoneInfo

    @property
    def name(self) -> str:
        """The name of the zone in the reader's language, such as `Poland Time`."""
        return "UTC" if self.zone.key == "UTC" else get_timezone_name(self.zone, locale=_language())

    def when(self, moment: datetime) -> str:
        """Return a moment as it is here, such as `Tuesday, 3 March, 09:00`."""
        return format_datetime(moment.astimezone(self.zone), "EEEE, d MMMM, HH:mm", locale=_language())


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


def here() -> Here:
    """Return the time zone of the reader; UTC if they have chosen none. A page reads it once for all its times."""
    [mine] = working_time.of(me().id)
    return Here(zone=ZoneInfo(mine.zone or "UTC"))


def _is_aware(moment: datetime) -> bool:
    if moment.tzinfo is None:
        raise ValueError(moment)
    return True


def _language() -> str:
    return str(get_locale() or "en")
