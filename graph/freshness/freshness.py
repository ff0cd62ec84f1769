"""Whether a post is still right: verifying it, doubting it, retiring it, and what follows for posts that build on it.

Doubt travels one step at a time. Posts that cite, link to or duplicate an outdated post are to be checked, and doubt
travels on from them only when someone finds them outdated too. So posts that cite each other in a circle do no harm.
"""

from collections.abc import Sequence

from graph import clock
from graph.cards import PostKind
from graph.conduct import refusals
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import PostId
from graph.posts import roles
from graph.posts.roles import NOT_HERE
from graph.viewers import Viewer

REASON_CHARACTERS = 500
REVIEW_DAYS = 180
DAY_KEY = 24 * 60 * 60 * 1_000_000


def verify(id: PostId, *, by: Viewer) -> PostKind:
    """Verify a post: it is fresh until its next review, and nobody needs to check it any more.

    Posts that were to be checked only because of it no longer are. Raises `NotFound`, `Forbidden` unless the person
    may decide about it, knows one of its skills or was asked to check it, `Conflict` for a retired post.
    """
    if not roles.of(id, viewer=by).may_verify:
        raise Forbidden(
            "Only the owner, a coach or someone who has shown that they know its skills can verify this post."
        )
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WHERE post.retired_at IS NULL
        MATCH (me:Person {id: $by})
        WITH post, me,
             coalesce([(post)-[:IN]->(community:Community) | community.review_days][0], $days) AS days,
             [(post)<-[doubt:DOUBTED]-(:Person) | doubt] + [(post)<-[former:VERIFIED]-(:Person) | former]
             + [(post)-[because:CHECK_BECAUSE]->(:Post) | because] AS ties,
             [(post)<-[:CONCERNS]-(check:Check) | check] AS checks,
             [(post)<-[:CHECK_BECAUSE]-(other:Post) | other] AS others,
             [(post)<-[because:CHECK_BECAUSE]-(:Post) | because] AS becauses
        SET post.freshness = 'fresh',
            post.verified_at = datetime($now),
            post.reviewed_key = $key,
            post.due_key = $key + days * $day,
            post.changed_key = $key
        REMOVE post.outdated_at
        FOREACH (tie IN ties | DELETE tie)
        FOREACH (check IN checks | DETACH DELETE check)
        FOREACH (because IN becauses | DELETE because)
        CREATE (me)-[:VERIFIED {at: datetime($now)}]->(post)
        WITH post, others
        FOREACH (other IN [one IN others
                WHERE one.freshness = 'to_check' AND COUNT { (one)-[:CHECK_BECAUSE]->(:Post) } = 0] |
            SET other.freshness = CASE WHEN other.due_key IS NULL THEN 'due' ELSE 'fresh' END)
        RETURN post.kind AS kind
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
        days=REVIEW_DAYS,
        day=DAY_KEY,
    )
    return only(rows, otherwise=Conflict("This post is retired. Restore it before you verify it."))["kind"]


def doubt(id: PostId, reason: str, *, by: Viewer) -> PostKind:
    """Say that a post is outdated, and why. A second time replaces the reason.

    Raises `Invalid` without a reason of at most 500 characters, and while they are silenced or have a warning to read;
    `Conflict` for what the viewer may not see and for a
    retired post.
    """
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Say what has changed, in at most {REASON_CHARACTERS} characters.")
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is open}} AND post.retired_at IS NULL
        MATCH (me:Person {id: $by})
        WHERE {{me is free to add}}
        MERGE (me)-[doubt:DOUBTED]->(post)
        SET doubt.reason = $reason,
            doubt.at = datetime($now),
            post.outdated_at = CASE WHEN post.freshness = 'outdated' THEN post.outdated_at ELSE datetime($now) END,
            post.freshness = 'outdated',
            post.changed_key = $key
        RETURN post.kind AS kind
        """,
        id=id,
        by=by.id,
        reason=reason.strip(),
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("reason", on=id, by=by)
    return only(rows, otherwise=Conflict(NOT_HERE))["kind"]


def take_back(id: PostId, *, by: Viewer) -> PostKind:
    """Undo this person's `doubt`. If nobody else doubts the post, it is no longer outdated. Twice changes nothing.

    In that case, posts that were to be checked only because of it no longer are. Raises `Conflict` for what the viewer
    may not see.
    """
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is open}}
        WITH post, [(post)<-[doubt:DOUBTED]-(me:Person) WHERE me.id = $by | doubt] AS mine,
             post.freshness = 'outdated'
                 AND NOT EXISTS { (post)<-[:DOUBTED]-(other:Person) WHERE other.id <> $by } AS was_alone
        WITH post, mine, was_alone AND size(mine) > 0 AS is_over,
             [(post)<-[:CONCERNS]-(check:Check) | check] AS checks,
             [(post)<-[:CHECK_BECAUSE]-(other:Post) | other] AS others,
             [(post)<-[because:CHECK_BECAUSE]-(:Post) | because] AS becauses
        FOREACH (doubt IN mine | DELETE doubt)
        FOREACH (_ IN CASE WHEN is_over THEN [1] ELSE [] END |
            // Its review day has passed if it had one, and has none now.
            SET post.freshness = CASE WHEN post.due_key IS NULL AND post.reviewed_key > 0 THEN 'due' ELSE 'fresh' END,
                post.changed_key = $key
            REMOVE post.outdated_at)
        FOREACH (check IN CASE WHEN is_over THEN checks ELSE [] END | DETACH DELETE check)
        FOREACH (because IN CASE WHEN is_over THEN becauses ELSE [] END | DELETE because)
        WITH post, CASE WHEN is_over THEN others ELSE [] END AS others
        FOREACH (other IN [one IN others
                WHERE one.freshness = 'to_check' AND COUNT { (one)-[:CHECK_BECAUSE]->(:Post) } = 0] |
            SET other.freshness =
                CASE WHEN other.due_key IS NULL AND other.reviewed_key > 0 THEN 'due' ELSE 'fresh' END)
        RETURN post.kind AS kind
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=Conflict(NOT_HERE))["kind"]


def travel(id: PostId) -> tuple[PostId, ...]:
    """Mark posts that build on an outdated post as to be checked, and return them. Twice changes nothing.

    Posts that are outdated or retired themselves, and posts that were verified since, are left as they are.
    """
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WHERE post.freshness = 'outdated'
        MATCH (post)<-[:CITES|DUPLICATE_OF|LINKS_TO]-(other:Post)
        WHERE other.id <> $id
          AND NOT coalesce(other.freshness, 'fresh') IN ['outdated', 'retired']
          AND (other.verified_at IS NULL OR other.verified_at < post.outdated_at)
        WITH DISTINCT post, other
        MERGE (other)-[:CHECK_BECAUSE]->(post)
        SET other.freshness = 'to_check', other.changed_key = $key
        RETURN other.id AS id
        """,
        id=id,
        key=clock.key(clock.now()),
    )
    return tuple(row["id"] for row in rows)


def outdated(ids: Sequence[PostId]) -> tuple[PostId, ...]:
    """Return those of these posts that are outdated."""
    rows = read(
        "UNWIND $ids AS id MATCH (post:Post {id: id}) WHERE post.freshness = 'outdated' RETURN id", ids=list(ids)
    )
    return tuple(row["id"] for row in rows)


def retire(id: PostId, *, by: Viewer) -> PostKind:
    """Take a post out of every list; its page stays. Twice changes nothing.

    People who were asked about it no longer need to reply. Raises `NotFound`, and `Forbidden` for everyone but its
    owner, coaches and admins.
    """
    _decide(id, by=by)
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WITH post, [(post)<-[:CONCERNS]-(check:Check) | check] AS checks,
             [(post)<-[:FOR]-(ask:Suggestion) WHERE ask.open_key IS NOT NULL | ask] AS asks
        SET post.freshness = 'retired',
            post.retired_at = coalesce(post.retired_at, datetime($now)),
            post.retired_by = coalesce(post.retired_by, $by),
            post.shelved_key = coalesce(post.posted_key, post.shelved_key),
            post.changed_key = $key
        REMOVE post.posted_key, post.asked_key, post.tip_key, post.due_key
        SET {{post is listed by its state}}, {{post is no longer to be matched}}
        FOREACH (check IN checks | DETACH DELETE check)
        FOREACH (ask IN asks |
            SET ask.state = CASE WHEN ask.state = 'asked' THEN 'expired' ELSE ask.state END
            REMOVE ask.open_key)
        RETURN post.kind AS kind
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return rows[0]["kind"]


def bring_back(id: PostId, *, by: Viewer) -> PostKind:
    """Put a retired post back at its place in every list, due for a review. Twice changes nothing.

    If it is an unanswered question, people are asked again. Raises like `retire`.
    """
    _decide(id, by=by)
    rows = write(
        """
        MATCH (post:Post {id: $id})
        // What was merged with another question stays retired.
        WITH post, CASE WHEN post.retired_at IS NULL OR post.merged_at IS NOT NULL THEN null ELSE post.shelved_key END
            AS key
        FOREACH (_ IN CASE WHEN key IS NULL THEN [] ELSE [1] END |
            SET post.freshness = 'due',
                post.posted_key = key,
                post.asked_key = CASE WHEN post.kind = 'question' THEN key END,
                post.tip_key = CASE WHEN post.kind = 'tip' THEN key END,
                post.changed_key = $key
            REMOVE post.retired_at, post.retired_by, post.shelved_key, post.outdated_at
            SET {{post is listed by its state}}
            SET {{post is to be matched again}})
        RETURN post.kind AS kind
        """,
        id=id,
        key=clock.key(clock.now()),
    )
    return rows[0]["kind"]


def _decide(id: PostId, *, by: Viewer) -> None:
    if not roles.of(id, viewer=by).may_decide:
        raise Forbidden("Only the owner or a coach of its community can retire or restore this post.")
