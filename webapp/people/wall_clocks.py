"""Moments as people read them on their own wall: in their time zone and language."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name
from flask_babel import get_locale

from graph.mentorships import working_time
from webapp.shell.session import me


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
        return self._as(moment, "EEEE, d MMMM, HH:mm")

    def day(self, moment: datetime) -> str:
        """Return the day of a moment, such as `Tuesday, 3 March`."""
        return self._as(moment, "EEEE, d MMMM")

    def time(self, moment: datetime) -> str:
        """Return the time of a moment, such as `09:00`."""
        return self._as(moment, "HH:mm")

    def _as(self, moment: datetime, pattern: str) -> str:
        return format_datetime(moment.astimezone(self.zone), pattern, locale=_language())


def here() -> Here:
    """Return the time zone of the reader; UTC if they have chosen none. A page reads it once for all its times."""
    [mine] = working_time.of(me().id)
    return Here(zone=ZoneInfo(mine.zone or "UTC"))


def _language() -> str:
    return str(get_locale() or "en")
