"""The inbox: what a person is asked and has promised to answer, and why they were thought of."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.asking import reasons
from graph.asking.asks import State
from graph.asking.reasons import Because
from graph.cards import Author, SkillTag, author, tags
from graph.driver import Row, having, read, write
from graph.ids import AskId, PersonId, QuestionId
from graph.viewers import Viewer

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question for which this person was suggested. `referrer` is the colleague who thought of them, if one did.

    `is_referred` is true without a `referrer` where an anonymous asker named them. `mine` are the skills of the
    question, and near it, that the finder takes this person to know: those it may be wrong about.
    """

    id: AskId
    question: QuestionId
    title: str
    excerpt: str
    asker: Author | None
    skills: tuple[SkillTag, ...]
    mine: tuple[SkillTag, ...]
    state: State
    made_at: datetime
    is_new: bool
    is_referred: bool
    referrer: Author | None
    reasons: tuple[Because, ...]


def asks(*, viewer: Viewer) -> tuple[Ask, ...]:
    """Return what this person is asked and has promised to answer, newest first, at most fifty.

    Left out is what has been settled since, and what is no longer open to them.
    """
    rows = read(
        """
        MATCH (me:Person {id: $viewer})<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL AND question.open_key IS NOT NULL AND question.audience IN $audiences
        RETURN ask.id AS id,
               question.id AS question,
               question.title AS title,
               question.excerpt AS excerpt,
               [(question)<-[:ASKED]-(asker:Person) WHERE NOT question.is_anonymous
                   | {id: asker.id, name: asker.name}][0] AS asker,
               [(question)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               [(ask)-[:BECAUSE]->(tip:Post)-[:ABOUT]->(skill:Skill) WHERE tip.audience IN $audiences
                       | {slug: skill.slug, name: skill.name}]
                   + [(ask)-[:BECAUSE]->(proof)-[:ANSWERS]->(post:Post)-[:ABOUT]->(skill:Skill)
                       WHERE post.audience IN $audiences | {slug: skill.slug, name: skill.name}]
                   + [(ask)-[:BECAUSE]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS mine,
               ask.state AS state,
               ask.made_at AS made_at,
               ask.seen_at IS NULL AS is_new,
               ask.via = 'colleague' AS is_referred,
               [(ask)-[:NAMED_BY]->(colleague:Person) | {id: colleague.id, name: colleague.name}][0] AS referrer,
               """
        + reasons.OF_ASK
        + """
               AS reasons
        ORDER BY made_at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )
    return tuple(_ask(row) for row in rows)


def count_new(*, viewer: Viewer) -> int:
    """Return how many asks in the inbox have not been looked at yet."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL
          AND ask.seen_at IS NULL
          AND question.open_key IS NOT NULL
          AND question.audience IN $audiences
        RETURN count(ask) AS asks
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return rows[0]["asks"]


def see(*, by: PersonId) -> None:
    """Note that this person has looked at the inbox: nothing in it is new any more."""
    write(
        """
        MATCH (:Person {id: $by})<-[:PROPOSES]-(ask:Suggestion)
        WHERE ask.seen_at IS NULL
        SET ask.seen_at = datetime($now)
        """,
        by=by,
        now=clock.now().isoformat(),
    )


def _ask(row: Row) -> Ask:
    asked = {skill["slug"] for skill in row["skills"]}
    mine = {skill["slug"]: skill for skill in row["mine"]}
    shared = [skill for slug, skill in mine.items() if slug in asked]
    return Ask(
        **having(
            row,
            asker=author(row["asker"]),
            referrer=author(row["referrer"]),
            skills=tags(row["skills"]),
            mine=tags(shared or list(mine.values())),
            reasons=reasons.shown(row["reasons"]),
        )
    )
