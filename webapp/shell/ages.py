"""How long ago something was, in words. A list shows it twenty times, so the words are remembered."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_timedelta
from flask_babel import get_locale

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


def age(moment: datetime) -> str:
    """Return `3 hours ago` in the reader's language."""
    # Never in the future, even if the engine's clock is slightly ahead of ours.
    passed = max(datetime.now(UTC) - moment, timedelta(seconds=1))
    step = AN_HOUR if passed > 2 * AN_HOUR else A_MINUTE if passed > 2 * A_MINUTE else timedelta(seconds=1)
    return _said(passed // step * step, _language())


def full_date(moment: datetime) -> str:
    """Return the date and time to the minute in UTC, for people who want to know exactly."""
    return _dated(moment.astimezone(UTC).replace(second=0, microsecond=0), _language())


def day(moment: datetime) -> str:
    """Return the day in UTC, such as `Friday, 27 November`."""
    return format_datetime(moment.astimezone(UTC), "EEEE, d MMMM", locale=_language())


def short_day(moment: date) -> str:
    """Return the day, such as `27 Nov 2026`."""
    return format_date(moment, "d MMM y", locale=_language())


def month(moment: date) -> str:
    """Return the month, such as `November 2026`."""
    return format_date(moment, "LLLL y", locale=_language())


def clock(seconds: int) -> str:
    """Return a time in a video as its player shows it: `1:05`, `1:02:03`."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@lru_cache(maxsize=4096)
def _said(passed: timedelta, language: str) -> str:
    return format_timedelta(-passed, add_direction=True, locale=language)


@lru_cache(maxsize=4096)
def _dated(moment: datetime, language: str) -> str:
    return format_datetime(moment, "d MMMM y, HH:mm 'UTC'", locale=language)


def _language() -> str:
    return str(get_locale() or "en")
