"""Checks: asking the person who knows most about a post whether it is still right, and the list of posts to check."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Card, cards
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import CheckId, PersonId, PostId, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

# After a week without a reply the next person is asked.
REPLY_WITHIN = timedelta(days=7)
MOST_OPEN = 5
LOOKED_AT = 100
SHOWN = 50

CheckReason = Literal["asked", "own", "answer", "coach"]
RANK: dict[CheckReason, int] = {"asked": 0, "own": 1, "answer": 2, "coach": 3}


@dataclass(frozen=True, kw_only=True)
class PostToCheck:
    """A post to check. `check` is the request to this person, if there is one, `reason` the latest reason for doubt."""

    card: Card
    why: CheckReason
    check: CheckId | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class _Found:
    post: PostId
    check: CheckId | None
    why: CheckReason
    views: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    found: tuple[_Found, ...]


def ask(post: PostId) -> None:
    """Ask the person with the most evidence who is here and was not asked yet, else the owner, to check a post.

    Does nothing if the post is not to be checked, if someone is being asked already, or if nobody is left to ask.
    """
    person = _best(post) or _owner(post)
    if person is None:
        return
    now = clock.now()
    write(
        """
        MATCH (post:Post {id: $post})
        WHERE post.freshness IN ['outdated', 'to_check']
          AND NOT EXISTS { (post)<-[:CONCERNS]-(open:Check) WHERE open.open_key IS NOT NULL }
        MATCH (person:Person {id: $person})
        MERGE (check:Check {key: $key})
        ON CREATE SET check.id = $id, check.state = 'asked', check.open_key = $open_key, check.made_at = datetime($now)
        MERGE (check)-[:CONCERNS]->(post)
        MERGE (check)-[:ASKS]->(person)
        """,
        post=post,
        person=person,
        key=f"{post}:{person}",
        id=new_id(),
        open_key=clock.key(now),
        now=now.isoformat(),
    )


def decline(id: CheckId, *, by: PersonId) -> PostId:
    """Decline a check and return its post. Twice changes nothing. Raises `NotFound` if it went to someone else."""
    rows = write(
        """
        MATCH (check:Check {id: $id})-[:ASKS]->(person:Person)
        WHERE person.id = $by
        MATCH (check)-[:CONCERNS]->(post:Post)
        SET check.state = 'declined', check.declined_key = coalesce(check.declined_key, $key)
        REMOVE check.open_key
        RETURN post.id AS post
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=NotFound("This check is closed, or it wasn't sent to you."))["post"]


def expire() -> tuple[PostId, ...]:
    """Expire checks without a reply for a week, and return the posts for which someone else has to be asked."""
    rows = write(
        """
        MATCH (check:Check)-[:CONCERNS]->(post:Post)
        WHERE check.open_key < $key
        SET check.state = 'expired'
        REMOVE check.open_key
        RETURN DISTINCT post.id AS post
        """,
        key=clock.key(clock.now() - REPLY_WITHIN),
    )
    return tuple(row["post"] for row in rows)


def declined(*, since: datetime) -> tuple[PostId, ...]:
    """Return the posts that someone declined to check since then, unless someone else has been asked."""
    rows = read(
        """
        MATCH (check:Check)-[:CONCERNS]->(post:Post)
        WHERE check.declined_key >= $since
          AND NOT EXISTS { (post)<-[:CONCERNS]-(open:Check) WHERE open.open_key IS NOT NULL }
        RETURN DISTINCT post.id AS post
        """,
        since=clock.key(since),
    )
    return tuple(row["post"] for row in rows)


def waiting(*, viewer: Viewer) -> tuple[PostToCheck, ...]:
    """Return at most fifty posts for this person to check, each once, without those that they may not see.

    Those that they were asked about come first, then their own, those with an answer of theirs, and those that they
    coach. Within each group the most viewed come first.
    """
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})
        RETURN [(me)<-[:ASKS]-(check:Check)-[:CONCERNS]->(post:Post)
                   WHERE check.open_key IS NOT NULL AND {{post is open}}
                   | {post: post.id, check: check.id, why: 'asked', views: coalesce(post.views, 0)}]
               + [(me)-[:OWNS|POSTED|ASKED]->(post:Post)
                   WHERE (post.freshness IN ['due', 'to_check', 'outdated'] OR post.dangerous > 0)
                     AND {{post is open}}
                     AND (EXISTS { (post)<-[:OWNS]-(owner:Person) WHERE owner.id = $viewer }
                          OR NOT EXISTS { (post)<-[:OWNS]-(:Person) })
                   | {post: post.id, check: null, why: 'own', views: coalesce(post.views, 0)}]
               + [(me)-[coaching:MEMBER_OF]->(:Community)<-[:IN]-(post:Post)
                   WHERE coaching.is_coach
                     AND (post.freshness IN ['due', 'to_check', 'outdated'] OR post.dangerous > 0)
                   | {post: post.id, check: null, why: 'coach', views: coalesce(post.views, 0)}]
               + [(me)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)
                   WHERE (answer.dangerous > 0 OR answer.outdated > 0) AND {{post is open}}
                   | {post: post.id, check: null, why: 'answer', views: coalesce(post.views, 0)}] AS found
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    found = sorted((one for row in rows for one in row.found), key=lambda one: (RANK[one.why], -one.views))
    once: dict[PostId, _Found] = {}
    for one in found:
        once.setdefault(one.post, one)
    shown = list(once)[:SHOWN]
    reasons = _reasons(shown, viewer=viewer)
    return tuple(
        PostToCheck(card=card, why=once[card.id].why, check=once[card.id].check, reason=reasons.get(card.id, ""))
        for card in cards(shown, viewer=viewer)
    )


def _reasons(ids: list[PostId], *, viewer: Viewer) -> dict[PostId, str]:
    rows = read(
        """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})<-[doubt:DOUBTED]-(:Person)
        WHERE {{post is open}}
        RETURN post.id AS id, doubt.reason AS reason
        ORDER BY doubt.at
        """,
        ids=ids,
        audiences=viewer.audiences,
    )
    return {row["id"]: row["reason"] for row in rows}


def _best(post: PostId) -> PersonId | None:
    rows = read(
        """
        MATCH (post:Post {id: $post})-[:ABOUT]->(skill:Skill)<-[knows:KNOWS]-(person:Person)
        WHERE {{knows is shown to readers}} AND knows.evidence > 0
        WITH post, person, sum(knows.weight) AS weight
        ORDER BY weight DESC
        LIMIT $looked_at
        WITH post, person, weight
        WHERE person.state = 'active' AND person.email IS NOT NULL
          AND {{person is present}}
          AND {{person is a reader}}
          AND NOT EXISTS { (person)-[:DOUBTED]->(post) }
          AND NOT EXISTS { (post)<-[:CONCERNS]-(:Check)-[:ASKS]->(asked:Person) WHERE asked.id = person.id }
          AND COUNT { (person)<-[:ASKS]-(open:Check) WHERE open.open_key IS NOT NULL } < $most
        RETURN person.id AS id
        ORDER BY weight DESC
        LIMIT 1
        """,
        post=post,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
        most=MOST_OPEN,
        looked_at=LOOKED_AT,
    )
    return rows[0]["id"] if rows else None


def _owner(post: PostId) -> PersonId | None:
    """Return the owner, to be asked if nobody with evidence can be. It may be an anonymous asker."""
    rows = read(
        """
        MATCH (post:Post {id: $post})<-[tie:OWNS|POSTED|ASKED]-(person:Person)
        WHERE person.state = 'active' AND person.email IS NOT NULL
          AND (type(tie) = 'OWNS' OR NOT coalesce(post.is_anonymous, false))
          AND (type(tie) = 'OWNS' OR NOT EXISTS { (post)<-[:OWNS]-(:Person) })
          AND NOT EXISTS { (person)-[:DOUBTED]->(post) }
          AND NOT EXISTS { (post)<-[:CONCERNS]-(:Check)-[:ASKS]->(asked:Person) WHERE asked.id = person.id }
          AND {{person is a reader}}
        RETURN person.id AS id
        LIMIT 1
        """,
        post=post,
        everyone=EVERYONE,
    )
    return rows[0]["id"] if rows else None
