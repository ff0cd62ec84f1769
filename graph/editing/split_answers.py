"""Splitting an answer off: a coach makes it a question of its own, because it asks something else. See decision 47.

The new question is by the answer's author and in the same community. A line stays where the answer was.
"""

from dataclasses import dataclass
from datetime import datetime

from graph import clock, prose
from graph.asking import deadlines
from graph.conduct import refusals
from graph.driver import only, write_together
from graph.editing import split_steps
from graph.errors import Conflict, Forbidden, NotFound, refuse_if_any
from graph.ids import AnswerId, PostId, QuestionId, new_id
from graph.posts.questions import title_problem
from graph.posts.texts import GONE
from graph.rows import read_as
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer

COACHES_ONLY = Forbidden("Only coaches of its community and admins can split off an answer.")
NAMELESS = Conflict(
    "You can't split off an answer to an anonymous question: what its asker wrote there would get another name."
)
ACCEPTED = Conflict(
    "This answer is accepted: it helped the asker, so it belongs here. The asker can unmark it as accepted first."
)
DISCUSSED = Conflict("Someone has suggested an edit. Accept or decline it first.")
ARCHIVED = Conflict("Its community is archived, so nobody can ask there.")
OUTRUN = Conflict("Someone has just changed this answer, or split it off. Look at it again.")


@dataclass(frozen=True, kw_only=True)
class Splittable:
    """An answer that the viewer can split off, with the question on which it is and the names of its skills."""

    id: AnswerId
    question: QuestionId
    question_title: str
    body: str
    html: str
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SplitDraft:
    """What a coach calls the new question, and what it is about. Raises `Invalid`."""

    title: str
    skills: tuple[str, ...]

    def __post_init__(self) -> None:
        refuse_if_any({"title": title_problem(self.title)})


@dataclass(frozen=True, kw_only=True)
class SplitOff:
    """The question that an answer became, and the one it was on."""

    question: QuestionId
    of: QuestionId


@dataclass(frozen=True, kw_only=True)
class _Row:
    answer: Splittable
    may_split: bool
    is_anonymous: bool
    is_accepted: bool
    is_discussed: bool
    is_archived: bool

    def refuse(self) -> None:
        if not self.may_split:
            raise COACHES_ONLY
        reasons = (
            (self.is_anonymous, NAMELESS),
            (self.is_accepted, ACCEPTED),
            (self.is_discussed, DISCUSSED),
            (self.is_archived, ARCHIVED),
        )
        for applies, refusal in reasons:
            if applies:
                raise refusal


def get(id: AnswerId, *, viewer: Viewer) -> Splittable:
    """Return an answer that the viewer can split off.

    Raises `NotFound`, also for what the viewer may not see; `Forbidden` for everyone but coaches and admins; `Conflict`
    on an anonymous question and in an archived community, for an accepted answer, and while a suggested edit is open.
    """
    found = read_as(
        _Row,
        """
        MATCH (answer:Answer {id: $id})-[:ANSWERS]->(post:Post)
        WHERE {{post is open}}
        RETURN {id: answer.id, question: post.id, question_title: post.title, body: answer.body, html: answer.html,
                skills: [(post)-[:ABOUT]->(skill:Skill) | skill.name]} AS answer,
               {{post is coached}} OR {{viewer is the admin}} AS may_split,
               coalesce(post.is_anonymous, false) AS is_anonymous,
               coalesce(answer.is_accepted, false) AS is_accepted,
               EXISTS {
                   (answer)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit) WHERE suggestion.open_key IS NOT NULL
               } AS is_discussed,
               coalesce(post.is_archived, false) AS is_archived
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(found, otherwise=NotFound(GONE))
    row.refuse()
    return row.answer


def split_off(id: AnswerId, draft: SplitDraft, *, by: Viewer) -> SplitOff:
    """Make an answer a question by its author, with its comments, thanks and history. Its votes and reactions go.

    The audit log records it, and its author is told. It can't be undone, but the question can be merged back. Raises
    like `get`, `Invalid` for skills as `skills.resolve` does, and `Conflict` for the second of two who do it at once.
    """
    answer, now = get(id, viewer=by), clock.now()
    wanted, question = skills.resolve(draft.skills, by=by.id), QuestionId(PostId(new_id()))
    rows = write_together(
        split_steps.STEPS,
        answer=id,
        body=answer.body,
        post=answer.question,
        question=question,
        properties=_properties(draft.title.strip(), answer.body, now),
        title=draft.title.strip(),
        skills=[{"slug": tag.slug, "name": tag.name} for tag in wanted],
        names=[tag.name for tag in wanted],
        entry=new_id(),
        everyone=EVERYONE,
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("title", on=answer.question, by=by)
    only(rows, otherwise=OUTRUN)
    return SplitOff(question=question, of=answer.question)


def _properties(title: str, body: str, now: datetime) -> dict[str, object]:
    key = clock.key(now)
    return {
        "kind": "question",
        "title": title,
        "excerpt": prose.excerpt(body),
        "is_anonymous": False,
        "score": 0,
        "answers": 0,
        "is_accepted": False,
        "longest_wait": deadlines.longest_wait(""),
        "posted_key": key,
        "asked_key": key,
        "changed_key": key,
    }
