"""Whole calendar months in UTC: the only ranges for which there are numbers about people.

A range that ends on any day that someone chooses would tell from one day to the next who was added. Months are shown
once they have been over for a week, in which questions of the last day can still be answered.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph import clock
from graph.errors import refuse_if_any

MOST_MONTHS = 24
SHOWN_FIRST = 3
EARLIEST_YEAR = 2000
IN_QUARTER = 3
NO_MONTH = "Give a month such as 2026-10."
TOO_LONG = f"Choose at most {MOST_MONTHS} months."
BACKWARDS = "Choose a last month that isn't before the first."
NOT_OVER = "Choose months that have been over for a week."
SETTLES = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Range:
    """Months from the first to the last, both included. Each month is given as its first day."""

    first: date
    last: date

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(_month(number) for number in range(_number(self.first), _number(self.last) + 1))

    @property
    def before(self) -> "Range":
        """The same number of months, right before."""
        length = len(self.months)
        return Range(first=later(self.first, -length), last=later(self.last, -length))

    @property
    def begins(self) -> datetime:
        return _begins(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after the range."""
        return _begins(later(self.last, 1))


def chosen(first: str, last: str) -> Range:
    """Return the months from the first to the last, as someone typed them: `2026-10`, or a day in that month.

    If one isn't given, there are three months, and they end with the newest. Raises `Invalid` under `from` and `until`
    for what is no month of this millennium, for a month that isn't to be shown yet, and for more than two years.
    """
    end = _read(last) if last else newest()
    begin = _read(first) if first else later(end, 1 - SHOWN_FIRST) if end else newest()
    refuse_if_any({"from": None if begin else NO_MONTH, "until": _problem(begin, end)})
    assert begin
    assert end
    return Range(first=begin, last=end)


def newest() -> date:
    """Return the last month that may be shown."""
    return later(of(clock.now() - SETTLES), -1)


def ending(last: date, length: int) -> Range:
    """Return so many months, of which this is the last."""
    return Range(first=later(last, 1 - length), last=last)


def later(month: date, months: int) -> date:
    """Return the month so many months later, or earlier if the number is negative."""
    return _month(_number(month) + months)


def of(moment: datetime) -> date:
    """Return the month of a moment."""
    return moment.astimezone(UTC).date().replace(day=1)


def quarter(month: date) -> date:
    """Return the first month of the calendar quarter of a month."""
    return month.replace(month=month.month - (month.month - 1) % IN_QUARTER)


def name(month: date) -> str:
    """Return a month as addresses and the graph have it: `2026-10`."""
    return f"{month:%Y-%m}"


def whole_quarters(span: Range) -> Range | None:
    """Return the calendar quarters of which all three months are in this range, or `None`."""
    first = quarter(later(span.first, IN_QUARTER - 1))
    last = later(quarter(later(span.last, 1)), -1)
    return Range(first=first, last=last) if first <= last else None


def _problem(begin: date | None, end: date | None) -> str | None:
    if end is None:
        return NO_MONTH
    if end > newest():
        return NOT_OVER
    if begin is None:
        return None
    if begin > end:
        return BACKWARDS
    return TOO_LONG if _number(end) - _number(begin) >= MOST_MONTHS else None


def _read(typed: str) -> date | None:
    try:
        month = date.fromisoformat(f"{typed.strip()[:7]}-01")
    except ValueError:
        return None
    return month if month.year >= EARLIEST_YEAR else None


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _begins(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)
