"""News for one person: from what they follow, and in their skills and communities, each with the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Card, cards
from graph.driver import Row, read, write
from graph.ids import PersonId, PostId
from graph.viewers import Viewer

# Only the newest posts are looked through, so that home costs the same on a large site.
LOOKED_THROUGH = 300
SHOWN = 10
# Coming back within half an hour is the same visit, so that new things stay marked as new.
VISIT = timedelta(minutes=30)
FIRST_VISIT_LOOKS_BACK = timedelta(days=14)

NewsReason = Literal["answer", "collection", "person", "skill", "community"]


@dataclass(frozen=True, kw_only=True)
class News:
    """A post that concerns this person, and why. `name` is the name of what they follow, know or belong to."""

    card: Card
    why: NewsReason
    name: str
    is_new: bool


def of(viewer: Viewer) -> tuple[News, ...]:
    """Return at most ten: new answers to followed posts, additions to followed collections, then the newest posts."""
    followed = _followed(viewer)
    since = followed["before"]
    looks_back = since or clock.key(clock.now() - FIRST_VISIT_LOOKS_BACK)
    found: dict[PostId, tuple[NewsReason, str, bool]] = {}
    for row in (*_growth(viewer, since=looks_back), *_gathered(viewer, since=looks_back)):
        found.setdefault(row["post"], (row["why"], row["name"], since is not None))
    rules = _rules(viewer)
    for row in _latest(viewer):
        is_new = since is not None and row["key"] > since
        reason = _taken_in(row, rules) if row["key"] > looks_back else None
        reason = reason or _reason(row, followed)
        if reason:
            found.setdefault(row["id"], (*reason, is_new))
    return _shown(found, viewer)


def between(since: datetime, until: datetime, *, viewer: Viewer) -> tuple[News, ...]:
    """Return at most ten that came after `since` and not after `until`, in the same order as `of`.

    People are notified of answers (graph/notifications), as far as they want, so those are left out.
    """
    after, before = clock.key(since), clock.key(until)
    found: dict[PostId, tuple[NewsReason, str, bool]] = {}
    for row in (*_growth(viewer, since=after, until=before), *_gathered(viewer, since=after, until=before)):
        if row["why"] != "answer":
            found.setdefault(row["post"], (row["why"], row["name"], True))
    followed, rules = _followed(viewer), _rules(viewer)
    for row in _latest(viewer, until=before):
        reason = (_taken_in(row, rules) or _reason(row, followed)) if row["key"] > after else None
        if reason:
            found.setdefault(row["id"], (*reason, True))
    return _shown(found, viewer)


def see(*, by: PersonId) -> None:
    """Note that this person looks at home now. Within half an hour, it is the same visit."""
    now = clock.now()
    write(
        """
        MATCH (me:Person {id: $by})
        WITH me, me.home_seen_key AS seen
        SET me.home_before_key = CASE WHEN seen < $visit THEN seen ELSE me.home_before_key END,
            me.home_seen_key = $key
        """,
        by=by,
        key=clock.key(now),
        visit=clock.key(now - VISIT),
    )


def _shown(found: Mapping[PostId, tuple[NewsReason, str, bool]], viewer: Viewer) -> tuple[News, ...]:
    return tuple(
        News(card=card, why=found[card.id][0], name=found[card.id][1], is_new=found[card.id][2])
        for card in cards(list(found)[:SHOWN], viewer=viewer)
    )


def _followed(viewer: Viewer) -> Row:
    """Return the names of the people, skills and communities that concern a person, and the key of their last visit."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN me.home_before_key AS before,
               [(me)-[:FOLLOWS]->(person:Person) | {key: person.id, name: person.name}] AS person,
               [(me)-[:FOLLOWS|KNOWS]->(skill:Skill) WHERE {{skill is known}}
                   | {key: skill.slug, name: skill.name}] AS skill,
               [(me)-[:FOLLOWS|MEMBER_OF]->(community:Community) | {key: community.id, name: community.name}]
                   AS community
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = rows[0]
    names = {why: {one["key"]: one["name"] for one in row[why]} for why in ("person", "skill", "community")}
    return {"before": row["before"], **names}


def _growth(viewer: Viewer, *, since: int, until: int = clock.FAR_FUTURE) -> list[Row]:
    """Return followed posts with new answers by others, and posts that were added to followed collections."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN [(me)-[:FOLLOWS]->(post:Post)<-[:ANSWERS]-(answer:Answer)
                   WHERE answer.given_at > datetime($since) AND answer.given_at <= datetime($until)
                     AND {{post is open}}
                     AND NOT EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $viewer }
                   | {post: post.id, why: 'answer', name: post.title}]
               + [(me)-[:FOLLOWS]->(collection:Collection)-[holds:HOLDS]->(post:Post)
                   WHERE holds.key > $key AND holds.key <= $last
                     AND {{post is open}} AND {{collection is visible}}
                   | {post: post.id, why: 'collection', name: collection.name}] AS found
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
        since=(clock.EPOCH + timedelta(microseconds=since)).isoformat(),
        until=(clock.EPOCH + timedelta(microseconds=until)).isoformat(),
        key=since,
        last=until,
    )
    return [one for row in rows for one in row["found"]]


def _gathered(viewer: Viewer, *, since: int, until: int = clock.FAR_FUTURE) -> list[Row]:
    """Return new posts in followed collections that a search fills, as the worker found them for this person."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})-[tie:FOLLOWS]->(collection:Collection)
        WHERE tie.found IS NOT NULL AND {{collection is visible}}
        RETURN collection.name AS name, COLLECT {
            UNWIND tie.found AS id
            MATCH (post:Post {id: id})
            WHERE post.posted_key > $key AND post.posted_key <= $last
              AND {{post is open}} AND post.retired_at IS NULL
              AND NOT EXISTS { (post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $viewer }
            RETURN post.id AS post
        } AS posts
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
        key=since,
        last=until,
    )
    return [{"post": post, "why": "collection", "name": row["name"]} for row in rows for post in row["posts"]]


def _rules(viewer: Viewer) -> list[Row]:
    """Return the rules of followed collections that fill themselves without a search, with the collections' names."""
    return read(
        """
        MATCH (:Person {id: $viewer})-[:FOLLOWS]->(collection:Collection)
        WHERE {{collection is visible}} AND collection.rule_text IS NULL
          AND coalesce(collection.rule_kind, collection.rule_skill, collection.rule_community) IS NOT NULL
        RETURN collection.name AS name, collection.rule_kind AS kind, collection.rule_skill AS skill,
               collection.rule_community AS community
        ORDER BY name
        """,
        viewer=viewer.id,
        seen_through=(*viewer.audiences, viewer.id),
    )


def _taken_in(post: Row, rules: Iterable[Row]) -> tuple[NewsReason, str] | None:
    return next((("collection", rule["name"]) for rule in rules if _takes_in(rule, post)), None)


def _takes_in(rule: Row, post: Row) -> bool:
    return (
        rule["kind"] in (None, post["kind"])
        and rule["skill"] in (None, *post["skill"])
        and rule["community"] in (None, *post["community"])
    )


def _reason(post: Row, followed: Row) -> tuple[NewsReason, str] | None:
    whys: tuple[NewsReason, ...] = ("person", "skill", "community")
    for why in whys:
        for key in post[why]:
            if key in followed[why]:
                return why, followed[why][key]
    return None


def _latest(viewer: Viewer, *, until: int = clock.FAR_FUTURE) -> list[Row]:
    """Return the newest posts by others. An anonymous question isn't news for followers of its asker."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key <= $until AND {{post is open}}
        RETURN post.id AS id,
               post.kind AS kind,
               post.posted_key AS key,
               [(post)<-[:ASKED|POSTED]-(author:Person) | author.id] AS authors,
               post.is_anonymous AS is_anonymous,
               [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skill,
               [(post)-[:IN]->(community:Community) | community.id] AS community
        ORDER BY post.posted_key DESC
        LIMIT $limit
        """,
        until=until,
        audiences=viewer.audiences,
        limit=LOOKED_THROUGH,
    )
    return [
        row | {"person": [] if row["is_anonymous"] else row["authors"]}
        for row in rows
        if viewer.id not in row["authors"]
    ]
