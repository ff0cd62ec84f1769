"""How a community does, by month, for its coaches; and how the whole site does, for its admins.

The numbers of a month are counted once, when it has been over for a week: graph/communities/month_tallies.py. Nothing
is shown of several months that isn't computed from what may be shown of each: decision 45. An anonymous asker is nobody
here, so a page is the same whoever asked. The whole site means what everyone may read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from graph.cards import SkillTag
from graph.communities import months, small_groups
from graph.communities.bridges import SITE, Bridge, Tied, summed
from graph.communities.communities import NOT_HERE
from graph.communities.months import Range
from graph.driver import only
from graph.errors import Forbidden, NotFound
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

COACHES_ONLY = Forbidden("Only the coaches of this community, and admins who may read there, can see how it does.")
ADMINS_ONLY = Forbidden("Only admins can see how the whole site does.")
HOUR = timedelta(hours=1)
# A wait is shown as the first of these that it doesn't exceed: an exact one would be that of a single answer. A
# question that nobody answered within a week counts as unanswered, so that months can be compared at any time.
WAITS = tuple(hours * HOUR for hours in (1, 2, 4, 8, 24, 48, 96, 168))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What may be said of a month, or of several. What rests on fewer than five people is `None`.

    `contributors` wrote posts of the month or answered them; of several months, it is the mean. `newcomers` joined.
    Both are rounded down to multiples of five. `answered` is the share of questions that had an answer within a week.
    `wait` is how long half of the questions waited at most: the median of the times to the first answer, where one
    without an answer waited longest. It is `None`, too, if that half had none within a week. (The median of times of
    which some are cut off: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, 1958.)
    `fresh` is the share of posts that were fresh when the last month was counted. `thin` are the skills of its posts
    that fewer than three people knew then, by name. Of months that were counted later, nobody knows either.
    """

    contributors: int
    newcomers: int | None
    answered: float | None
    wait: timedelta | None
    fresh: float | None
    thin: tuple[SkillTag, ...]


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month; `figures` is `None` if fewer than five people contributed."""

    first_day: date
    figures: Figures | None


@dataclass(frozen=True, kw_only=True)
class Health:
    """Each month of a range, and all of them together beside the same number of months before.

    `bridges` are those of the whole calendar quarters in the range.
    """

    name: str
    months: tuple[Month, ...]
    now: Figures | None
    before: Figures | None
    bridges: tuple[Bridge, ...]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What is kept of a month. `waits` counts its questions by `WAITS`, and last those that waited longer.

    `contributors` is `None`, and the rest empty, if there were fewer than five. `ties` are those of the quarter that
    ended with this month.
    """

    month: str
    contributors: int | None
    newcomers: int | None
    waits: tuple[int, ...]
    fresh: float | None
    ties: Tied
    thin: tuple[SkillTag, ...]


@dataclass(frozen=True, kw_only=True)
class _Kept:
    month: str
    contributors: int | None
    newcomers: int | None
    waits: tuple[int, ...]
    fresh: float | None
    ties: Tied
    thin: tuple[SkillSlug, ...]
    thin_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    name: str
    may: bool
    tallies: tuple[_Kept, ...]


def of_community(slug: str, span: Range, *, viewer: Viewer) -> Health:
    """Return how a community does. Raises `NotFound`, and `Forbidden` for all but its coaches and admins who read."""
    rows = read_as(
        _Row,
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is listed or joined}}
        WITH place, {{place is coached by the viewer}}
             OR ({{viewer is the admin}} AND {{place is open to the viewer}}) AS may
        RETURN place.name AS name,
               may,
               [(place)<-[:TALLIES]-(tally:MonthTally) WHERE may AND tally.month IN $months | {
                   month: tally.month, contributors: tally.contributors, newcomers: tally.newcomers,
                   waits: tally.waits, fresh: tally.fresh, thin: tally.thin, thin_names: tally.thin_names,
                   ties: {asking: tally.asking, helping: tally.helping, answers: tally.answers}
               }] AS tallies
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
        months=_names(span),
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    if not row.may:
        raise COACHES_ONLY
    return _health(row, span)


def of_site(span: Range, *, viewer: Viewer) -> Health:
    """Return how the whole site does, as far as everyone may read it. Raises `Forbidden` for all but admins."""
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        RETURN '' AS name,
               true AS may,
               COLLECT {
                   UNWIND $months AS month
                   MATCH (tally:MonthTally {key: $site + ' ' + month})
                   RETURN {
                       month: tally.month, contributors: tally.contributors, newcomers: tally.newcomers,
                       waits: tally.waits, fresh: tally.fresh, thin: tally.thin, thin_names: tally.thin_names,
                       ties: {asking: tally.asking, helping: tally.helping, answers: tally.answers}
                   } AS kept
               } AS tallies
        """,
        viewer=viewer.id,
        site=SITE,
        months=_names(span),
    )
    return _health(only(rows, otherwise=ADMINS_ONLY), span)


def together(tallies: Iterable[Tally]) -> Figures | None:
    """Return what may be said of several months: it follows from what may be said of each."""
    shown = sorted((one for one in tallies if one.contributors), key=lambda one: one.month)
    if not shown:
        return None
    waits = [sum(counts) for counts in zip(*(one.waits for one in shown if one.waits), strict=True)]
    return Figures(
        contributors=round(fmean(one.contributors or 0 for one in shown)),
        newcomers=sum(one.newcomers or 0 for one in shown) or None,
        answered=small_groups.share(sum(waits[:-1]), sum(waits)),
        wait=_median(waits),
        fresh=shown[-1].fresh,
        thin=shown[-1].thin,
    )


def _median(waits: Sequence[int]) -> timedelta | None:
    """Return the wait that half of the questions didn't exceed, from how many there are of each."""
    half, passed = (sum(waits) + 1) // 2, 0
    for wait, count in zip(WAITS, waits, strict=False):
        passed += count
        if half and passed >= half:
            return wait
    return None


def _health(row: _Row, span: Range) -> Health:
    kept = {one.month: _tally(one) for one in row.tallies}
    of_span, earlier = (
        [kept[name] for name in map(months.name, one.months) if name in kept] for one in (span, span.before)
    )
    quarters = months.whole_quarters(span)
    ends = {months.name(month) for month in quarters.months} if quarters else set[str]()
    return Health(
        name=row.name,
        months=tuple(Month(first_day=one, figures=together(_only(kept, months.name(one)))) for one in span.months),
        now=together(of_span),
        before=together(earlier),
        bridges=summed(one.ties for one in of_span if one.month in ends),
    )


def _tally(kept: _Kept) -> Tally:
    skills = zip(kept.thin, kept.thin_names, strict=True)
    return Tally(
        month=kept.month,
        contributors=kept.contributors,
        newcomers=kept.newcomers,
        waits=kept.waits,
        fresh=kept.fresh,
        ties=kept.ties,
        thin=tuple(SkillTag(slug=slug, name=name) for slug, name in skills),
    )


def _only(kept: dict[str, Tally], month: str) -> tuple[Tally, ...]:
    return (kept[month],) if month in kept else ()


def _names(span: Range) -> list[str]:
    return [months.name(month) for month in (*span.before.months, *span.months)]
