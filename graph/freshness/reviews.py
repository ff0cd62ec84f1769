"""Reviews: after how many days the posts of each community are due for review, and marking them as due."""

from datetime import datetime

from graph import clock
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid
from graph.freshness.freshness import DAY_KEY, REVIEW_DAYS
from graph.ids import PersonId

SHORTEST_DAYS, LONGEST_DAYS = 7, 1825
POSTS_PER_WRITE = 500


def set_interval(slug: str, days: int, *, by: PersonId) -> None:
    """Set after how many days a community's posts are due for review.

    Raises `Invalid` unless there are 7 to 1,825 days, `Forbidden` for everyone but the community's coaches.
    """
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise Invalid(review_days=f"Enter a number of days between {SHORTEST_DAYS} and {LONGEST_DAYS}.")
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        SET community.review_days = $days, community.changed_key = $key
        RETURN community.id AS id
        """,
        slug=slug,
        days=days,
        by=by,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can set how often its posts are reviewed."))


def schedule(*, since: datetime) -> None:
    """Set a first review date, counted from now, for every post that changed since then and has none."""
    now = clock.key(clock.now())
    last = clock.key(since) - 1
    while True:
        rows = write(
            """
            MATCH (post:Post)
            WHERE post.changed_key > $last AND post.reviewed_key IS NULL AND post.retired_at IS NULL
            WITH post
            ORDER BY post.changed_key
            LIMIT $limit
            WITH post, coalesce([(post)-[:IN]->(community:Community) | community.review_days][0], $days) AS days
            SET post.reviewed_key = $now,
                post.due_key = $now + days * $day,
                post.freshness = coalesce(post.freshness, 'fresh')
            RETURN count(post) AS posts
            """,
            last=last,
            now=now,
            days=REVIEW_DAYS,
            day=DAY_KEY,
            limit=POSTS_PER_WRITE,
        )
        if rows[0]["posts"] < POSTS_PER_WRITE:
            return


def make_due() -> None:
    """Mark posts as due when their review date has come.

    A question without an accepted answer has nothing to review yet, so it gets another date, 180 days from now.
    """
    now = clock.key(clock.now())
    while True:
        rows = write(
            """
            MATCH (post:Post)
            WHERE post.due_key < $now
            WITH post
            LIMIT $limit
            WITH post, post.kind = 'question' AND NOT coalesce(post.is_accepted, false) AS waits
            SET post.freshness = CASE WHEN post.freshness = 'fresh' AND NOT waits THEN 'due' ELSE post.freshness END,
                post.changed_key = $now,
                post.due_key = CASE WHEN waits THEN $now + $days * $day END
            RETURN count(post) AS posts
            """,
            now=now,
            days=REVIEW_DAYS,
            day=DAY_KEY,
            limit=POSTS_PER_WRITE,
        )
        if rows[0]["posts"] < POSTS_PER_WRITE:
            return


def reschedule(slug: str) -> None:
    """Move the review dates of a community's posts to its current interval. Posts no longer due are fresh again."""
    ids = [
        row["id"]
        for row in read(
            """
            MATCH (:Community {slug: $slug})<-[:IN]-(post:Post)
            WHERE post.reviewed_key IS NOT NULL
            RETURN post.id AS id
            """,
            slug=slug,
        )
    ]
    for begin in range(0, len(ids), POSTS_PER_WRITE):
        write(
            """
            MATCH (community:Community {slug: $slug})
            UNWIND $ids AS id
            MATCH (post:Post {id: id})
            WHERE post.freshness IN ['fresh', 'due', 'to_check', 'outdated']
            SET post.due_key = post.reviewed_key + coalesce(community.review_days, $days) * $day,
                post.freshness = CASE WHEN post.freshness = 'due' THEN 'fresh' ELSE post.freshness END
            """,
            slug=slug,
            ids=ids[begin : begin + POSTS_PER_WRITE],
            days=REVIEW_DAYS,
            day=DAY_KEY,
        )
    make_due()
