"""What people look for in vain, without a record of who: a person counts once for a skill, by an anonymous mark.

The mark is a hash of the person under a secret of the site. Nothing reads it back: it is counted, and compared with
the mark of somebody who asks about themselves.
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

# Failed and unopened are searches; question is one that nobody answered, echo somebody who has the same question.
DemandSource = Literal["failed", "unopened", "question", "echo"]

FORGOTTEN_AFTER = timedelta(days=180)
FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A question without an answer, for the worker alone: its asker may have asked without a name."""

    question: PostId
    asker: PersonId
    audience: str
    skills: tuple[SkillSlug, ...]


def note(
    skills: Sequence[SkillSlug],
    source: DemandSource,
    *,
    by: PersonId,
    audience: str = EVERYONE,
    about: PostId | None = None,
) -> None:
    """Note that somebody looks for these skills, and open a need for each that has none. Again only renews it."""
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
    """Note that somebody found something about these skills after all: their searches were not in vain."""
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
    """Forget that an answered asker looked for it, and everybody with the same question once an answer helped."""
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
    """Return the questions with a skill that were asked in this time and have no answer yet. For the worker alone."""
    return read_as(
        Unanswered,
        """
        MATCH (question:Question)
        WHERE question.unanswered_key >= $since AND question.unanswered_key < $until
          AND question.retired_at IS NULL
        MATCH (question)<-[:ASKED]-(asker:Person)
        WHERE asker.state = 'active' AND EXISTS { (question)-[:ABOUT]->(:Skill) }
        RETURN question.id AS question,
               asker.id AS asker,
               question.audience AS audience,
               [(question)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        """,
        since=clock.key(since),
        until=clock.key(until),
    )


def forget() -> None:
    """Forget what somebody looked for more than half a year ago."""
    while write(
        "MATCH (wish:Wish) WHERE wish.at_key < $before WITH wish LIMIT $limit DETACH DELETE wish RETURN 1 AS one",
        before=clock.key(clock.now() - FORGOTTEN_AFTER),
        limit=FORGOTTEN_AT_ONCE,
    ):
        continue


def mark(person: PersonId, *, words: str = "") -> str:
    """Return what stands for somebody: the same for the same words, and of no use to anyone who finds it."""
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
