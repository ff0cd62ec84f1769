"""The report of a year: what coaches and admins removed, held, and decided about people, and why.

The coaches of a community and admins read exact numbers of each month, also of the present year. Everyone else who may
read in the community reads the numbers of a year that is over, in steps of five, and only where five people at least
were affected by name: decision 45. Nobody is named in either.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import get_args

from graph import clock
from graph.communities import months, small_groups
from graph.communities.communities import NOT_HERE
from graph.driver import only
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import CommunityId
from graph.reviewing import yearly_facts
from graph.reviewing.yearly_facts import Act, Fact
from graph.rows import read_as
from graph.viewers import Viewer

ACTS: tuple[Act, ...] = get_args(Act)
# All of them are always there, because a line that is missing would tell something too. Of the others, nobody knows how
# many people they affected.
ACTS_IN_SHORT: tuple[Act, ...] = ("withdrawn", "hidden", "published", "sent_back", "warned", "silenced")
FIRST_YEAR = 2000

MEMBERS_ONLY = Forbidden("Only members of this community can read its report.")
NO_YEAR = Invalid(year="Choose a year that is over.")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What was done how often, in a month or for a reason. `back` says how much of it was taken back."""

    act: Act
    month: date
    reason: str
    count: int
    back: int


@dataclass(frozen=True, kw_only=True)
class Total:
    """What was done how often in a year. `waited` is the median time to a decision, if known.

    `appealed` counts appeals that were decided, and `granted` those after which it was taken back. In the report for
    everyone, what affected fewer than five people is `None`.
    """

    act: Act
    count: int | None
    back: int | None
    appealed: int | None
    granted: int | None
    waited: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report of a year. `rows` is empty for people who don't read the whole of it; `name` for the whole site."""

    year: int
    name: str
    is_whole: bool
    totals: tuple[Total, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class _Place:
    id: CommunityId | None
    name: str
    may_read: bool
    is_whole: bool


def of_community(slug: str, year: int | None, *, viewer: Viewer) -> Report:
    """Return the report of a community. Without a year, it is the latest that the viewer may read.

    Raises `NotFound`, `Forbidden` for people who may not read there, and `Invalid` for a year that they may not read.
    """
    found = read_as(
        _Place,
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is listed or joined}}
        RETURN place.id AS id,
               place.name AS name,
               {{place is open to the viewer}} AS may_read,
               {{place is coached by the viewer}} OR ({{viewer is the admin}} AND {{place is open to the viewer}})
                   AS is_whole
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    place = only(found, otherwise=NotFound(NOT_HERE))
    if not place.may_read:
        raise MEMBERS_ONLY
    return _report(place, year, viewer)


def of_site(year: int | None, *, viewer: Viewer) -> Report:
    """Return the report of the site, the whole of it to admins. Raises `Invalid` like `of_community`."""
    found = read_as(
        _Place,
        "RETURN null AS id, '' AS name, true AS may_read, {{viewer is the admin}} AS is_whole",
        viewer=viewer.id,
    )
    return _report(found[0], year, viewer)


def latest(*, is_whole: bool) -> int:
    """Return the latest year of which there is a report."""
    return clock.now().year - (0 if is_whole else 1)


def in_short(facts: Sequence[Fact]) -> tuple[Total, ...]:
    """Return what everyone may read of a year: what affected five people or more, in steps of five."""
    return tuple(_rounded(act, _of(facts, act)) for act in ACTS_IN_SHORT)


def _report(place: _Place, year: int | None, viewer: Viewer) -> Report:
    newest = latest(is_whole=place.is_whole)
    asked = newest if year is None else year
    if not FIRST_YEAR <= asked <= newest:
        raise NO_YEAR
    facts = yearly_facts.of(asked, place=place.id, is_whole=place.is_whole, viewer=viewer)
    whole = tuple(_total(act, own) for act in ACTS if (own := _of(facts, act)))
    return Report(
        year=asked,
        name=place.name,
        is_whole=place.is_whole,
        totals=whole if place.is_whole else in_short(facts),
        rows=_rows(facts) if place.is_whole else (),
    )


def _of(facts: Sequence[Fact], act: Act) -> list[Fact]:
    return [fact for fact in facts if fact.act == act]


def _total(act: Act, facts: Sequence[Fact]) -> Total:
    waits = [fact.waited for fact in facts if fact.waited is not None]
    return Total(
        act=act,
        count=len(facts),
        back=sum(fact.is_back for fact in facts),
        appealed=sum(fact.appeal in ("granted", "refused") for fact in facts),
        granted=sum(fact.appeal == "granted" for fact in facts),
        waited=timedelta(milliseconds=median(waits)) if waits else None,
    )


def _rounded(act: Act, facts: Sequence[Fact]) -> Total:
    def shown(counts: Callable[[Fact], bool]) -> int | None:
        counted = [fact for fact in facts if counts(fact)]
        is_shown = small_groups.people({person for fact in counted for person in fact.people})
        return small_groups.people(len(counted)) if is_shown else None

    return Total(
        act=act,
        count=shown(lambda _: True),
        back=shown(lambda fact: fact.is_back),
        appealed=shown(lambda fact: fact.appeal in ("granted", "refused")),
        granted=shown(lambda fact: fact.appeal == "granted"),
        waited=None,
    )


def _rows(facts: Sequence[Fact]) -> tuple[Row, ...]:
    keys: list[tuple[date, Act, str]] = [(months.of(clock.moment(fact.at)), fact.act, fact.reason) for fact in facts]
    counts = Counter(keys)
    back = Counter(key for key, fact in zip(keys, facts, strict=True) if fact.is_back)
    return tuple(
        Row(month=key[0], act=key[1], reason=key[2], count=count, back=back[key])
        for key, count in sorted(counts.items())
    )
