"""The inbox: the questions that a person is asked or has promised to answer, and why they were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

from graph.asking import reasons
from graph.asking.asks import AskState
from graph.asking.deadlines import NeededBy
from graph.asking.reasons import Because
from graph.cards import Author, SkillTag, by_name
from graph.ids import AskId, QuestionId
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 50

# The skills that the reasons for an `ask` are about, which matching assumes this person knows.
MINE: LiteralString = """
    [(ask)-[:BECAUSE]->(tip:Post)-[:ABOUT]->(skill:Skill) WHERE {{tip is open}}
        | {slug: skill.slug, name: skill.name}]
    + [(ask)-[:BECAUSE]->(proof)-[:ANSWERS]->(post:Post)-[:ABOUT]->(skill:Skill) WHERE {{post is open}}
        | {slug: skill.slug, name: skill.name}]
    + [(ask)-[:BECAUSE]->(skill:Skill) | {slug: skill.slug, name: skill.name}]
"""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question that this person is asked. `referrer` is the colleague who named them, if there is one.

    It `is_mine` if they asked the question themselves, anonymously. On an anonymous question they can be `is_referred`
    without a `referrer`. Someone who is asked first, because they learned a skill recently, sees in `learned` which.
    `mine` are the skills that matching thinks they know: of the question or, if there are none, those near it.
    """

    id: AskId
    question: QuestionId
    title: str
    excerpt: str
    asker: Author | None
    is_mine: bool
    skills: tuple[SkillTag, ...]
    mine: tuple[SkillTag, ...]
    state: AskState
    needed_by: NeededBy
    made_at: datetime
    is_new: bool
    is_referred: bool
    referrer: Author | None
    learned: str | None
    reasons: tuple[Because, ...]


def asks(*, viewer: Viewer) -> tuple[Ask, ...]:
    """Return the questions that this person is asked or has promised to answer, newest first, at most 50.

    Questions that have been settled, or that the person may no longer see, are left out.
    """
    found = read_as(
        Ask,
        """
        MATCH (me:Person {id: $viewer})<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL AND question.open_key IS NOT NULL AND {{question is open}}
        RETURN ask.id AS id,
               question.id AS question,
               question.title AS title,
               question.excerpt AS excerpt,
               [(question)<-[:ASKED]-(asker:Person) WHERE NOT question.is_anonymous
                   | {{asker is named}}][0] AS asker,
               EXISTS { (question)<-[:ASKED]-(asker:Person) WHERE asker.id = $viewer } AS is_mine,
               [(question)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               """
        + MINE
        + """
               AS mine,
               ask.state AS state,
               coalesce(question.needed_by, '') AS needed_by,
               ask.made_at AS made_at,
               // What people were told of is new until they have read it, whether here or on its page.
               ask.state = 'asked' AND EXISTS {
                   MATCH (ask)<-[:TELLS_OF]-(:Notification)-[:TELLS]->(told:Person)
                   WHERE told.id = $viewer
               } AS is_new,
               ask.via = 'colleague' AS is_referred,
               [(ask)-[:NAMED_BY]->(colleague:Person) | {{colleague is named}}][0] AS referrer,
               [(question)-[:ABOUT]->(fresh:Skill) WHERE fresh.slug = ask.learned | fresh.name][0] AS learned,
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
    return tuple(map(_sorted, found))


def speaking(mine: Sequence[SkillTag], *, of: Sequence[SkillTag]) -> tuple[SkillTag, ...]:
    """Return the skills in `mine` that the question has or, if it has none of them, all of `mine`, by name."""
    asked = {skill.slug for skill in of}
    once = {skill.slug: skill for skill in mine}
    return by_name([skill for slug, skill in once.items() if slug in asked] or once.values())


def _sorted(ask: Ask) -> Ask:
    return replace(
        ask,
        skills=by_name(ask.skills),
        mine=speaking(ask.mine, of=ask.skills),
        reasons=reasons.by_share(ask.reasons),
    )
