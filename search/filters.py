"""Filters for a search: marks of documents, and when they were written. They apply to engines and vectors."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Field = Literal["type", "skill", "in", "by", "is", "has"]
FIELDS: tuple[Field, ...] = get_args(Field)

# Facets that are counted next to the results. Authors are not counted, because that would rank people.
FACETS: tuple[Field, ...] = ("type", "skill", "in", "is")

# A post may have several skills, so choosing two narrows the results. It is in one community at most, so choosing two
# widens them.
EACH: frozenset[Field] = frozenset(("skill", "has"))

DAY_SECONDS = 86_400
AGES: dict[str, int] = {"1d": 1, "1w": 7, "1m": 31, "1y": 366}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The marks that must be there, by field, and a span of time in seconds since 1970. By default, all pass."""

    marks: Mapping[Field, tuple[str, ...]] = field(default_factory=dict[Field, tuple[str, ...]])
    since: int | None = None
    until: int | None = None

    def __bool__(self) -> bool:
        return any(self.marks.values()) or self.since is not None or self.until is not None

    def groups(self) -> list[tuple[str, ...]]:
        """Return groups of marks. A document must have at least one mark of each group."""
        groups: list[tuple[str, ...]] = []
        for name, values in self.marks.items():
            named = tuple(mark(name, value) for value in values)
            groups += [(one,) for one in named] if name in EACH else [named] if named else []
        return groups

    def admit(self, marks: Collection[str], at: int) -> bool:
        """Tell whether a document with these marks and from this moment passes."""
        in_time = (self.since is None or at >= self.since) and (self.until is None or at < self.until)
        return in_time and all(any(one in marks for one in group) for group in self.groups())

    def without(self, name: Field) -> "Filters":
        """Return the same without one field, to count the results of its other choices."""
        marks: dict[Field, tuple[str, ...]] = {kept: values for kept, values in self.marks.items() if kept != name}
        return Filters(marks=marks, since=self.since, until=self.until)

    def written(self) -> tuple[str, ...]:
        """Return the marks as an index writes them, without the time span. `kept` reads them again."""
        return tuple(mark(name, value) for name, values in self.marks.items() for value in values)

    def timeless(self) -> "Filters":
        """Return the same without a time span."""
        return Filters(marks=self.marks)


NO_FILTERS = Filters()


def kept(written: Iterable[str], *, since: int | None = None) -> Filters:
    """Return the filters that were written as marks, for things since a moment, in seconds since 1970."""
    marks = dict[Field, tuple[str, ...]]()
    for one in written:
        name, _, value = one.partition(":")
        if name in FIELDS:
            marks[name] = (*marks.get(name, ()), value)
    return Filters(marks=marks, since=since)


def mark(name: Field, value: str) -> str:
    """Return how a field's value is written in an index."""
    return f"{name}:{value}"


def cutoffs() -> dict[str, int]:
    """Return the moments a day, a week, a month (31 days) and a year (366 days) ago, latest first."""
    now = int(time.time())
    return {name: now - days * DAY_SECONDS for name, days in AGES.items()}
