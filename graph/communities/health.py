"""How a community does, by month, for its coaches; and how the whole site does, for its admins.

What is shown of a month rests on five people at least, and nothing is shown of several months that isn't computed from
what is shown of each of them: decision 45. Posts belong to the month in which they were posted. An anonymous asker is
nobody here, so a page is the same whoever asked. The whole site means what everyone may read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from graph import clock
from graph.communities import small_groups
from graph.communities.communities import NOT_HERE
from graph.communities.months import Range, of
from graph.driver import only
from graph.errors import Forbidden, NotFound
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

COACHES_ONLY = Forbidden("Only the coaches of this community, and admins who may read there, can see how it does.")
ADMINS_ONLY = Forbidden("Only admins can see how the whole site does.")
HOUR = timedelta(hours=1)
# A wait is shown as the first of these that it doesn't exceed: an exact one would be that of a single answer.
WAITS = tuple(hours * HOUR for hours in (1, 2, 4, 8, 24, 48, 72, 168, 336, 720))
LONGER = timedelta(days=10_000)
UNANSWERED = timedelta.max


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What may be said of a month, or of several. What rests on fewer than five people is `None`.

    `contributors` wrote posts of the month or answered them; of several months, it is the mean. `newcomers` joined.
    Both are rounded down to multiples of five. `answered` is the share of questions that have an answer, and `wait` how
    long half of them waited at most: the median of the times to the first answer, where a question without an answer
    counts as one that waits longest. It is `LONGER` if that half has no answer, or got it after a month.
    (The median of times of which some aren't over yet: E. L. Kaplan and P. Meier, 1958.)
    """

    contributors: int
    newcomers: int | None
    answered: float | None
    wait: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month; `figures` is `None` if fewer than five people contributed."""

    first_day: date
    figures: Figures | None


@dataclass(frozen=True, kw_only=True)
class Health:
    """Each month of a range, and all of them together beside the same number of months before.

    `fresh` is the share of posts that are fresh today, whenever they were posted.
    """

    name: str
    months: tuple[Month, ...]
    now: Figures | None
    before: Figures | None
    fresh: float | None


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    """A post: its named author, the people who answered under their names, and when it was posted and answered first.

    Times are milliseconds since 1970.
    """

    posted: int
    is_question: bool
    author: PersonId | None
    helpers: tuple[PersonId, ...]
    answered: int | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    name: str
    joined: tuple[int, ...]
    all: int
    fresh: int
    posts: tuple[PostFacts, ...]
    may: bool = True


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A month that may be shown: its figures, and the waits of its questions if enough people asked them."""

    figures: Figures
    waits: tuple[timedelta, ...]


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
               [(place)<-[joining:MEMBER_OF]-(:Person)
                   WHERE joining.since >= datetime($begins) AND joining.since < datetime($ends)
                   | joining.since.epochMillis] AS joined,
               COUNT { (place)<-[:IN]-(any:Post) WHERE any.posted_key > 0 } AS all,
               COUNT {
                   (place)<-[:IN]-(one:Post) WHERE one.posted_key > 0 AND coalesce(one.freshness, 'fresh') = 'fresh'
               } AS fresh,
               COLLECT {
                   MATCH (place)<-[:IN]-(post:Post)
                   WHERE may AND post.posted_key >= $since AND post.posted_key < $until AND {{post is open}}
                   RETURN {
                       posted: post.posted_key / 1000,
                       is_question: post.kind = 'question',
                       author: CASE WHEN coalesce(post.is_anonymous, false) THEN null
                           ELSE [(post)<-[:ASKED|POSTED]-(author:Person) | author.id][0] END,
                       helpers: [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
                           WHERE NOT {{helper is the anonymous asker}} | helper.id],
                       answered: reduce(first = null, at IN [(post)<-[:ANSWERS]-(answer:Answer)
                           | answer.given_at.epochMillis] | CASE WHEN first < at THEN first ELSE at END)
                   } AS facts
               } AS posts
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
        **_bounds(span),
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
               COLLECT {
                   MATCH (member:Person)
                   WHERE member.joined_key >= $since AND member.joined_key < $until
                   RETURN member.joined_key / 1000 AS at
               } AS joined,
               COUNT { (any:Post) WHERE any.posted_key > 0 AND {{any is open}} } AS all,
               COUNT {
                   (one:Post)
                   WHERE one.posted_key > 0 AND {{one is open}} AND coalesce(one.freshness, 'fresh') = 'fresh'
               } AS fresh,
               COLLECT {
                   MATCH (post:Post)
                   WHERE post.posted_key >= $since AND post.posted_key < $until AND {{post is open}}
                   RETURN {
                       posted: post.posted_key / 1000,
                       is_question: post.kind = 'question',
                       author: CASE WHEN coalesce(post.is_anonymous, false) THEN null
                           ELSE [(post)<-[:ASKED|POSTED]-(author:Person) | author.id][0] END,
                       helpers: [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
                           WHERE NOT {{helper is the anonymous asker}} | helper.id],
                       answered: reduce(first = null, at IN [(post)<-[:ANSWERS]-(answer:Answer)
                           | answer.given_at.epochMillis] | CASE WHEN first < at THEN first ELSE at END)
                   } AS facts
               } AS posts
        """,
        viewer=viewer.id,
        audiences=(EVERYONE,),
        **_bounds(span),
    )
    return _health(only(rows, otherwise=ADMINS_ONLY), span)


def counted(posts: Iterable[PostFacts], joined: int) -> Counted | None:
    """Return what may be said of the posts of one month, and of the people who joined in it, if anything."""
    contributors, askers, waits = set[PersonId](), set[PersonId](), list[timedelta]()
    for post in posts:
        named = {post.author} if post.author else set[PersonId]()
        contributors |= named.union(post.helpers)
        if post.is_question:
            askers |= named
            waits.append(_wait(post))
    shown = small_groups.people(contributors)
    if shown is None:
        return None
    if small_groups.people(askers) is None:
        waits = []
    return Counted(figures=_figures(shown, small_groups.people(joined), waits), waits=tuple(waits))


def together(months: Iterable[Counted | None]) -> Figures | None:
    """Return what may be said of several months: it follows from what may be said of each."""
    shown = [month for month in months if month]
    if not shown:
        return None
    joined = [month.figures.newcomers for month in shown if month.figures.newcomers]
    return _figures(
        round(fmean(month.figures.contributors for month in shown)),
        sum(joined) or None,
        [wait for month in shown for wait in month.waits],
    )


def _figures(contributors: int, newcomers: int | None, waits: Sequence[timedelta]) -> Figures:
    median = sorted(waits)[(len(waits) - 1) // 2] if len(waits) >= small_groups.FEWEST else None
    return Figures(
        contributors=contributors,
        newcomers=newcomers,
        answered=small_groups.share(sum(wait < UNANSWERED for wait in waits), len(waits)),
        wait=None if median is None else next((step for step in WAITS if median <= step), LONGER),
    )


def _wait(post: PostFacts) -> timedelta:
    """How long a question waited for its first answer. An imported one may be older than its question."""
    return UNANSWERED if post.answered is None else timedelta(milliseconds=max(post.answered - post.posted, 0))


def _health(row: _Row, span: Range) -> Health:
    posts, joined = defaultdict[date, list[PostFacts]](list), Counter(of(clock.moment(at)) for at in row.joined)
    for post in row.posts:
        posts[of(clock.moment(post.posted))].append(post)
    found = {month: counted(posts[month], joined[month]) for month in (*span.before.months, *span.months)}
    now = together(found[month] for month in span.months)
    return Health(
        name=row.name,
        months=tuple(Month(first_day=month, figures=_shown(found[month])) for month in span.months),
        now=now,
        before=together(found[month] for month in span.before.months),
        fresh=small_groups.share(row.fresh, row.all) if now else None,
    )


def _shown(month: Counted | None) -> Figures | None:
    return month.figures if month else None


def _bounds(span: Range) -> dict[str, object]:
    begins, ends = span.before.begins, span.ends
    return {
        "begins": begins.isoformat(),
        "ends": ends.isoformat(),
        "since": clock.key(begins),
        "until": clock.key(ends),
    }
