"""Counting a month of a community, and of the whole site, once it has been over for a week.

Only what may be shown is kept, so that nobody can learn more from the graph either: decision 45. A month that had posts
is never counted again: a page that changed with each text that is withdrawn later would tell about its author.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise

from graph import clock
from graph.cards import SkillTag
from graph.communities import bridges, months, small_groups, standing
from graph.communities.bridges import SITE, Tied
from graph.communities.health import WAITS, Tally
from graph.communities.months import MOST_MONTHS, Range
from graph.driver import read, write
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import EVERYONE

# As far back as a page can look: the longest range, and as many months before.
LOOKS_BACK = 2 * MOST_MONTHS
LOOKS_AGAIN = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    """A post: its named author, the people who answered under their names, and when it was posted and answered first.

    Times are milliseconds since 1970.
    """

    posted: int
    is_question: bool
    author: PersonId | None
    helpers: tuple[PersonId, ...]
    answers: tuple[int, ...]


def due() -> tuple[str, ...]:
    """Return the communities, by id, and the `SITE`, that nobody has looked at today or since a month was over."""
    rows = read(
        """
        MATCH (place:Community)
        WHERE NOT EXISTS {
            MATCH (place)<-[:TALLIES]-(done:MonthTally)
            WHERE done.month = $month AND done.looked_key > $since
        }
        RETURN place.id AS id
        UNION
        UNWIND [$site] AS id
        OPTIONAL MATCH (done:MonthTally {key: $site + ' ' + $month})
        WITH id, done
        WHERE done IS NULL OR done.looked_key <= $since
        RETURN id
        """,
        site=SITE,
        month=months.name(months.newest()),
        since=clock.key(clock.now() - LOOKS_AGAIN),
    )
    return tuple(row["id"] for row in rows)


def count(place: str) -> None:
    """Count the months of a community or of the `SITE` that have posts and aren't counted yet, and the newest.

    Months that had no post are looked at again each day, because an import may fill them. All others are counted once,
    the last of a quarter if the quarter had posts.
    """
    newest, counted = months.newest(), _counted(place)
    filled = _filled(place, newest)
    for month in sorted({newest, *filled} - counted):
        span = Range(first=month, last=month)
        kept = tally(
            span,
            _posts(place, span),
            joined=_joined(place, span),
            fresh=standing.fresh(place) if month == newest else None,
            thin=standing.thin(place, span) if month == newest else (),
            ties=_ties(place, month),
        )
        _keep(place, kept, is_empty=month not in filled)
    _look(place, newest)


def tally(
    span: Range,
    posts: Iterable[PostFacts],
    *,
    joined: int,
    fresh: float | None,
    thin: Sequence[SkillTag],
    ties: Tied,
) -> Tally:
    """Return what may be kept of the posts of one month, and of the people who joined in it."""
    contributors, askers, waits = set[PersonId](), set[PersonId](), list[timedelta | None]()
    for post in posts:
        named = {post.author} if post.author else set[PersonId]()
        contributors |= named.union(post.helpers)
        if post.is_question:
            askers |= named
            waits.append(_wait(post))
    shown = small_groups.people(contributors)
    return Tally(
        month=months.name(span.first),
        contributors=shown,
        newcomers=small_groups.people(joined) if shown else None,
        waits=_by_length(waits) if shown and small_groups.people(askers) else (),
        fresh=fresh if shown else None,
        thin=tuple(thin) if shown else (),
        ties=ties,
    )


def _wait(post: PostFacts) -> timedelta | None:
    """How long a question waited for its first answer. An imported one may be older than its question."""
    return timedelta(milliseconds=max(min(post.answers) - post.posted, 0)) if post.answers else None


def _by_length(waits: Sequence[timedelta | None]) -> tuple[int, ...]:
    """Return how many are at most as long as each of `WAITS` and longer than the one before, and the rest."""
    steps = (timedelta(-1), *WAITS)
    counts = [sum(wait is not None and low < wait <= high for wait in waits) for low, high in pairwise(steps)]
    return (*counts, len(waits) - sum(counts))


def _filled(place: str, newest: date) -> set[date]:
    """Return the months with posts, and the last month of each quarter with posts, which keeps its bridges."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key >= $since AND post.posted_key < $until
          AND CASE $place WHEN $site THEN post.audience = $everyone
              ELSE EXISTS { (post)-[:IN]->(around:Community) WHERE around.id = $place } END
        RETURN post.posted_key / 1000 AS posted
        """,
        place=place,
        site=SITE,
        everyone=EVERYONE,
        **_bounds(months.ending(newest, LOOKS_BACK)),
    )
    posted = {months.of(clock.moment(row["posted"])) for row in rows}
    ends = {months.later(months.quarter(month), months.IN_QUARTER - 1) for month in posted}
    return {month for month in posted | ends if month <= newest}


def _counted(place: str) -> set[date]:
    rows = read(
        "MATCH (done:MonthTally) WHERE done.place = $place AND NOT done.is_empty RETURN done.month AS month",
        place=place,
    )
    return {date.fromisoformat(f"{row['month']}-01") for row in rows}


def _posts(place: str, span: Range) -> tuple[PostFacts, ...]:
    return read_as(
        PostFacts,
        """
        MATCH (post:Post)
        WHERE post.posted_key >= $since AND post.posted_key < $until
          AND CASE $place WHEN $site THEN post.audience = $everyone
              ELSE EXISTS { (post)-[:IN]->(around:Community) WHERE around.id = $place } END
        RETURN post.posted_key / 1000 AS posted,
               post.kind = 'question' AS is_question,
               CASE WHEN coalesce(post.is_anonymous, false) THEN null
                   ELSE [(post)<-[:ASKED|POSTED]-(author:Person) | author.id][0] END AS author,
               [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
                   WHERE NOT {{helper is the anonymous asker}} | helper.id] AS helpers,
               [(post)<-[:ANSWERS]-(answer:Answer) | answer.given_at.epochMillis] AS answers
        """,
        place=place,
        site=SITE,
        everyone=EVERYONE,
        **_bounds(span),
    )


def _joined(place: str, span: Range) -> int:
    rows = read(
        """
        MATCH (person:Person)
        WHERE $place = $site AND person.joined_key >= $since AND person.joined_key < $until
        RETURN count(person) AS joined
        UNION ALL
        MATCH (:Community {id: $place})<-[joining:MEMBER_OF]-(person:Person)
        WHERE joining.since >= datetime($begins) AND joining.since < datetime($ends)
        RETURN count(person) AS joined
        """,
        place=place,
        site=SITE,
        begins=span.begins.isoformat(),
        ends=span.ends.isoformat(),
        **_bounds(span),
    )
    return sum(row["joined"] for row in rows)


def _ties(place: str, month: date) -> Tied:
    """Return the bridges of the quarter that ended with a month; none if it isn't the last of its quarter."""
    span = Range(first=months.quarter(month), last=month)
    return bridges.drawn(bridges.crossings(place, span) if len(span.months) == months.IN_QUARTER else ())


def _keep(place: str, kept: Tally, *, is_empty: bool) -> None:
    values = asdict(kept)
    ties, thin = values.pop("ties"), values.pop("thin")
    write(
        """
        MERGE (tally:MonthTally {key: $key})
        ON CREATE SET tally.is_empty = true, tally.place = $place, tally.month = $month
        WITH tally
        WHERE tally.is_empty
        SET tally.is_empty = $is_empty, tally.contributors = $contributors, tally.newcomers = $newcomers,
            tally.waits = $waits, tally.fresh = $fresh, tally.thin = $thin, tally.thin_names = $thin_names,
            tally.asking = $asking, tally.helping = $helping, tally.answers = $answers
        WITH tally
        MATCH (place:Community {id: $place})
        MERGE (tally)-[:TALLIES]->(place)
        """,
        key=f"{place} {kept.month}",
        place=place,
        is_empty=is_empty,
        thin=[skill["slug"] for skill in thin],
        thin_names=[skill["name"] for skill in thin],
        **values,
        **ties,
    )


def _look(place: str, month: date) -> None:
    write(
        "MATCH (tally:MonthTally {key: $key}) SET tally.looked_key = $looked",
        key=f"{place} {months.name(month)}",
        looked=clock.key(clock.now()),
    )


def _bounds(span: Range) -> dict[str, object]:
    return {"since": clock.key(span.begins), "until": clock.key(span.ends)}
