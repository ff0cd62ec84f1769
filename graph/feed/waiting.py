"""Everything that waits for one person to act. Home shows all of it, and the digest what is new in it.

Of the posts to check, only those that the person was asked to check are here. Their own posts that are due or outdated,
and those in communities that they coach, are in the list of posts to check (graph/freshness/checks.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, LiteralString

from graph.asking import inbox
from graph.cards import PostKind, SkillTag
from graph.editing import duplicates, suggested_edits
from graph.ids import PostId, SkillSlug
from graph.moderation import unmaskings
from graph.rows import read_as
from graph.viewers import Viewer

Act = Literal["confirm_name", "decide_duplicate", "decide_edit", "answer", "accept", "verify", "write", "confirm_skill"]

SHOWN = 50

# Questions that `me` is asked, or has promised to answer.
ASKS: LiteralString = (
    """
    COLLECT {
        MATCH (me)<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
        WHERE ask.open_key IS NOT NULL AND question.open_key IS NOT NULL AND {{question is open}}
        RETURN {
            waiting: {
                act: 'answer', key: ask.id, post: question.id, kind: question.kind, title: question.title,
                since: ask.made_at, is_promised: ask.state = 'accepted',
                named_by: [(ask)-[:NAMED_BY]->(colleague:Person) | colleague.name][0],
                learned: [(question)-[:ABOUT]->(fresh:Skill) WHERE fresh.slug = ask.learned | fresh.name][0]
            },
            asked: [(question)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}],
            mine:
    """
    + inbox.MINE
    + """
        } AS found
        ORDER BY ask.made_at DESC
        LIMIT $limit
    }
    """
)

# Questions of `me` with answers, none of which is accepted yet.
ANSWERED: LiteralString = """
    COLLECT {
        MATCH (me)-[:ASKED]->(question:Post)
        WHERE question.answers > 0 AND NOT question.is_accepted AND question.closed_at IS NULL
          AND {{question is open}}
        RETURN {
            act: 'accept', key: question.id, post: question.id, kind: question.kind, title: question.title,
            since: reduce(first = null, at IN [(question)<-[:ANSWERS]-(answer:Answer) | answer.given_at] |
                CASE WHEN first < at THEN first ELSE at END)
        } AS found
        ORDER BY question.asked_key DESC
        LIMIT $limit
    }
"""

# Posts that `me` is asked to check.
CHECKS: LiteralString = """
    COLLECT {
        MATCH (me)<-[:ASKS]-(check:Check)-[:CONCERNS]->(post:Post)
        WHERE check.open_key IS NOT NULL AND {{post is open}}
        RETURN {
            act: 'verify', key: check.id, post: post.id, kind: post.kind, title: post.title, since: check.made_at
        } AS found
        ORDER BY check.open_key
        LIMIT $limit
    }
"""

# Skills that `me` is asked to write about, and skills of colleagues that `me` is asked to confirm.
WRITING: LiteralString = """
    COLLECT {
        MATCH (me)<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)-[:OF]->(skill:Skill)
        WHERE commission.open_key IS NOT NULL AND need.key IS NOT NULL
        RETURN {
            act: 'write', key: commission.id, skill: skill.slug, title: skill.name, since: commission.made_at
        } AS found
        ORDER BY commission.open_key DESC
        LIMIT $limit
    }
"""
CONFIRMING: LiteralString = """
    COLLECT {
        MATCH (me)-[:ENDORSED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
        WHERE given.state = 'asked'
        MATCH (given)<-[:SHOWED]-(person:Person)
        WHERE person.state = 'active'
        RETURN {
            act: 'confirm_skill', key: given.id, skill: skill.slug, title: skill.name, since: given.at,
            named_by: person.name
        } AS found
        ORDER BY given.at DESC
        LIMIT $limit
    }
"""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits for this person to act, and since when. It is about a post or about a skill.

    `key` is the id of the ask, check, request or other thing. An ask that `is_promised` was accepted already. The
    person was asked because a colleague named them (`named_by`), because they `learned` a skill recently, or because of
    the `skills` that matching assumes they know.
    """

    act: Act
    key: str
    title: str
    since: datetime
    post: PostId | None = None
    kind: PostKind | None = None
    skill: SkillSlug | None = None
    is_promised: bool = False
    named_by: str | None = None
    learned: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Ask:
    waiting: Waiting
    asked: tuple[SkillTag, ...]
    mine: tuple[SkillTag, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    asks: tuple[_Ask, ...]
    answered: tuple[Waiting, ...]
    checks: tuple[Waiting, ...]
    writing: tuple[Waiting, ...]
    confirming: tuple[Waiting, ...]


def of(*, viewer: Viewer) -> tuple[Waiting, ...]:
    """Return everything that waits for this person: first proposals to decide on, then what they are asked."""
    return (*decisions(viewer=viewer), *asked(viewer=viewer))


def decisions(*, viewer: Viewer) -> Iterator[Waiting]:
    """Yield proposals by others that this person may decide on, each kind longest waiting first."""
    for name in unmaskings.waiting(viewer=viewer):
        yield _question("confirm_name", name.question, name.title, name.since)
    for one in duplicates.waiting(viewer=viewer):
        yield _question("decide_duplicate", one.question, one.title, one.since)
    for edit in suggested_edits.waiting(viewer=viewer):
        yield Waiting(
            act="decide_edit", key=edit.id, post=edit.post, kind=edit.kind, title=edit.title, since=edit.made_at
        )


def asked(*, viewer: Viewer) -> tuple[Waiting, ...]:
    """Return open asks, own questions with answers to accept, checks, writing requests and skills to confirm.

    Each kind has at most 50. All but checks have the newest first.
    """
    rows = read_as(
        _Row,
        "MATCH (me:Person {id: $viewer}) RETURN "
        + ASKS
        + " AS asks, "
        + ANSWERED
        + " AS answered, "
        + CHECKS
        + " AS checks, "
        + WRITING
        + " AS writing, "
        + CONFIRMING
        + " AS confirming",
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )
    return tuple(
        one
        for row in rows
        for one in (*map(_because, row.asks), *row.answered, *row.checks, *row.writing, *row.confirming)
    )


def _because(ask: _Ask) -> Waiting:
    return replace(ask.waiting, skills=tuple(skill.name for skill in inbox.speaking(ask.mine, of=ask.asked)))


def _question(act: Act, id: PostId, title: str, since: datetime) -> Waiting:
    return Waiting(act=act, key=id, post=id, kind="question", title=title, since=since)
