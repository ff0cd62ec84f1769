"""Checks: asking the person who knows best whether a post still holds, and the list of what waits for a look."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from graph import clock
from graph.cards import Card, cards
from graph.driver import Row, only, read, write
from graph.errors import NotFound
from graph.ids import CheckId, PersonId, PostId, new_id
from graph.viewers import EVERYONE, Viewer

# After a week of silence the next person is asked.
PATIENCE = timedelta(days=7)
MOST_OPEN = 5
SHOWN = 50

Why = Literal["asked", "own", "answer", "coach"]
RANK: dict[Why, int] = {"asked": 0, "own": 1, "answer": 2, "coach": 3}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A post that waits for a look. `check` is the ask that was sent; `reason` is what somebody found outdated."""

    card: Card
    why: Why
    check: CheckId | None
    reason: str


def ask(post: PostId) -> None:
    """Ask the best verifier who is here and was not asked yet, unless somebody is asked already."""
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
    """Leave a check to somebody else and return the post; twice changes nothing. Raises `NotFound`."""
    rows = write(
        """
        MATCH (check:Check {id: $id})-[:ASKS]->(person:Person)
        WHERE person.id = $by
        MATCH (check)-[:CONCERNS]->(post:Post)
        SET check.state = 'declined'
        REMOVE check.open_key
        RETURN post.id AS post
        """,
        id=id,
        by=by,
    )
    return only(rows, otherwise=NotFound("This check is closed, or it wasn't sent to you."))["post"]


def expire() -> tuple[PostId, ...]:
    """Let the checks run out that got no word for a week; return the posts that need somebody else."""
    rows = write(
        """
        MATCH (check:Check)-[:CONCERNS]->(post:Post)
        WHERE check.open_key < $key
        SET check.state = 'expired'
        REMOVE check.open_key
        RETURN DISTINCT post.id AS post
        """,
        key=clock.key(clock.now() - PATIENCE),
    )
    return tuple(row["post"] for row in rows)


def waiting(*, viewer: Viewer) -> tuple[Waiting, ...]:
    """Return what waits for this person's look: asked first, then own, then coached, each most seen first.

    At most fifty, each once; what is not open to them is left out.
    """
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN [(me)<-[:ASKS]-(check:Check)-[:CONCERNS]->(post:Post)
                   WHERE check.open_key IS NOT NULL AND post.audience IN $audiences
                   | {post: post.id, check: check.id, why: 'asked', views: coalesce(post.views, 0)}]
               + [(me)-[:OWNS|POSTED|ASKED]->(post:Post)
                   WHERE (post.freshness IN ['due', 'to_check', 'outdated'] OR post.dangerous > 0)
                     AND post.audience IN $audiences
                     AND (EXISTS { (post)<-[:OWNS]-(owner:Person) WHERE owner.id = $viewer }
                          OR NOT EXISTS { (post)<-[:OWNS]-(:Person) })
                   | {post: post.id, check: null, why: 'own', views: coalesce(post.views, 0)}]
               + [(me)-[coaching:MEMBER_OF]->(:Community)<-[:IN]-(post:Post)
                   WHERE coaching.is_coach
                     AND (post.freshness IN ['due', 'to_check', 'outdated'] OR post.dangerous > 0)
                   | {post: post.id, check: null, why: 'coach', views: coalesce(post.views, 0)}]
               + [(me)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)
                   WHERE (answer.dangerous > 0 OR answer.outdated > 0) AND post.audience IN $audiences
                   | {post: post.id, check: null, why: 'answer', views: coalesce(post.views, 0)}] AS found
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    found = sorted((row for each in rows for row in each["found"]), key=lambda row: (RANK[row["why"]], -row["views"]))
    once: dict[PostId, Row] = {}
    for row in found:
        once.setdefault(row["post"], row)
    shown = list(once)[:SHOWN]
    reasons = _reasons(shown, viewer=viewer)
    return tuple(
        Waiting(card=card, why=once[card.id]["why"], check=once[card.id]["check"], reason=reasons.get(card.id, ""))
        for card in cards(shown, viewer=viewer)
    )


def _reasons(ids: list[PostId], *, viewer: Viewer) -> dict[PostId, str]:
    rows = read(
        """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})<-[doubt:DOUBTED]-(:Person)
        WHERE post.audience IN $audiences
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
        WHERE knows.evidence > 0 AND knows.hidden IS NULL AND knows.audience IN [$everyone, post.audience]
        WITH post, person, sum(knows.weight) AS weight
        ORDER BY weight DESC
        LIMIT 100
        WITH post, person, weight
        WHERE person.state = 'active' AND person.email IS NOT NULL
          AND (person.away_until IS NULL OR person.away_until <= datetime($now))
          AND (post.audience = $everyone OR EXISTS {
              MATCH (person)-[:MEMBER_OF]->(community:Community)
              WHERE community.id = post.audience
          })
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
    )
    return rows[0]["id"] if rows else None


def _owner(post: PostId) -> PersonId | None:
    """Whom to ask where nobody has shown to know: who owns it, be it an asker who wants no name."""
    rows = read(
        """
        MATCH (post:Post {id: $post})<-[tie:OWNS|POSTED|ASKED]-(person:Person)
        WHERE person.state = 'active' AND person.email IS NOT NULL
          AND (type(tie) = 'OWNS' OR NOT EXISTS { (post)<-[:OWNS]-(:Person) })
          AND NOT EXISTS { (person)-[:DOUBTED]->(post) }
          AND NOT EXISTS { (post)<-[:CONCERNS]-(:Check)-[:ASKS]->(asked:Person) WHERE asked.id = person.id }
          AND (post.audience = $everyone OR EXISTS {
              MATCH (person)-[:MEMBER_OF]->(community:Community)
              WHERE community.id = post.audience
          })
        RETURN person.id AS id
        LIMIT 1
        """,
        post=post,
        everyone=EVERYONE,
    )
    return rows[0]["id"] if rows else None
