"""Searches that found nothing, with no record of the people: each counts once per skill, by an anonymous mark.

The mark is a hash of the person and a secret of the site. No page turns it back into a person, but someone who can read
the graph and its secret could (docs/decisions/0015-wishes-without-names.md). It is counted, and compared with the mark
of someone who asks about themselves.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from graph import clock
from graph.driver import write
from graph.ids import AnswerId, PersonId, PostId, SkillSlug, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE

# "failed" and "unopened" are searches, "question" is an unanswered question, "echo" a person with the same question,
# and "mentor" a person for whose goal there is no mentor.
DemandSource = Literal["failed", "unopened", "question", "echo", "mentor"]

FORGOTTEN_AFTER = timedelta(days=180)
FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """An unanswered question, and who counts as looking for its skills.

    That is the asker, or the question itself if they are anonymous: together with what else they look for, a count
    of people would tell who asked.
    """

    question: PostId
    by: PersonId | PostId
    audience: str
    skills: tuple[SkillSlug, ...]


def note(
    skills: Sequence[SkillSlug],
    source: DemandSource,
    *,
    by: PersonId | PostId,
    audience: str = EVERYONE,
    about: PostId | None = None,
) -> None:
    """Note that someone is looking for these skills. Open a need for each skill without one; repeating renews it."""
    write(
        """
        UNWIND $needs AS new
        MATCH (skill:Skill {slug: new.slug})
        MERGE (need:Need {key: new.slug})
        ON CREATE SET need.id = new.id, need.opened_key = $key
        MERGE (need)-[:OF]->(skill)
        MERGE (wish:Wish {key: need.id + $suffix})
        ON CREATE SET wish.who = $who, wish.source = $source, wish.audience = $audience, wish.about = $about,
                      wish.since_key = $key
        SET wish.at_key = $key
        MERGE (wish)-[:FOR]->(need)
        """,
        needs=[{"slug": slug, "id": new_id()} for slug in skills],
        suffix=f":{mark(by)}:{source}:{about or ''}",
        who=mark(by),
        source=source,
        audience=audience,
        about=about,
        key=clock.key(clock.now()),
    )


def found(skills: Sequence[SkillSlug], *, by: PersonId) -> None:
    """Note that someone found something about these skills after all, so their searches no longer count."""
    write(
        """
        UNWIND $skills AS slug
        MATCH (:Need {key: slug})<-[:FOR]-(wish:Wish)
        WHERE wish.who = $who AND wish.source IN ['failed', 'unopened']
        DETACH DELETE wish
        """,
        skills=list(skills),
        who=mark(by),
    )


def answered(answer: AnswerId) -> None:
    """Stop counting the asker once answered, and everyone with the same question once an answer helped."""
    write(
        """
        MATCH (answer:Answer {id: $id})-[:ANSWERS]->(question:Post)
        MATCH (wish:Wish {about: question.id})
        WHERE wish.source = 'question' OR answer.is_accepted
        DETACH DELETE wish
        """,
        id=answer,
    )


def unanswered(*, since: datetime, until: datetime) -> tuple[Unanswered, ...]:
    """Return unanswered questions that name a skill and were asked in this period. Only the worker may read them."""
    return read_as(
        Unanswered,
        """
        MATCH (question:Question)
        WHERE question.unanswered_key >= $since AND question.unanswered_key < $until
          AND question.retired_at IS NULL
        MATCH (question)<-[:ASKED]-(asker:Person)
        WITH question, asker, coalesce(question.is_anonymous, false) AS is_anonymous
        WHERE (asker.state = 'active' OR is_anonymous) AND EXISTS { (question)-[:ABOUT]->(:Skill) }
        RETURN question.id AS question,
               CASE WHEN is_anonymous THEN question.id ELSE asker.id END AS by,
               question.audience AS audience,
               [(question)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        """,
        since=clock.key(since),
        until=clock.key(until),
    )


def forget() -> None:
    """Forget searches that are more than half a year old."""
    while write(
        "MATCH (wish:Wish) WHERE wish.at_key < $before WITH wish LIMIT $limit DETACH DELETE wish RETURN 1 AS one",
        before=clock.key(clock.now() - FORGOTTEN_AFTER),
        limit=FORGOTTEN_AT_ONCE,
    ):
        continue


def mark(person: PersonId | PostId, *, words: str = "") -> str:
    """Return a person's anonymous mark: the same for the same words, and useless without the site's secret."""
    return hmac.digest(_secret().encode(), f"{person}{words}".encode(), "sha256").hex()[:32]


@lru_cache(maxsize=1)
def _secret() -> str:
    rows = write(
        """
        MERGE (salt:Salt {name: 'wishes'})
        ON CREATE SET salt.secret = $secret
        RETURN salt.secret AS secret
        """,
        secret=secrets.token_hex(32),
    )
    return rows[0]["secret"]
