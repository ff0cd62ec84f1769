"""Questions: asking one, the lists of them, and a question's page with its answers and comments."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, LiteralString

from graph import characters, clock
from graph.asking import deadlines, first_choices
from graph.asking.deadlines import NeededBy
from graph.cards import Author, Page, PostLink, page
from graph.driver import only, read
from graph.errors import NotFound, refuse_if_any
from graph.ids import PersonId, QuestionId
from graph.posts import publishing
from graph.posts.answers import (
    ANSWER,
    ANSWER_CHARACTERS,
    WITHDRAWN,
    Answer,
    WithdrawnAnswer,
    best_first,
    oldest_first,
)
from graph.posts.approved import Approval
from graph.posts.publishing import OPENED, PUBLICATION, PostDraft, Publication
from graph.prose import Prose
from graph.rows import read_as
from graph.viewers import Viewer

TITLE_CHARACTERS = 150
BODY_CHARACTERS = 50_000
ANSWERED_ALREADY = "Nobody is asked if you post an answer yourself. Remove your answer, or ask nobody first."


@dataclass(frozen=True, kw_only=True)
class QuestionDraft(PostDraft):
    """A question as its asker typed it, with the answer if they know it. Raises `Invalid` with a sentence per field.

    `first` is the colleague to ask first.
    """

    is_anonymous: bool
    own_answer: Prose | None = None
    first: PersonId | None = None
    needed_by: NeededBy = ""

    def __post_init__(self) -> None:
        long = self.own_answer is not None and len(self.own_answer.markdown) > ANSWER_CHARACTERS
        refuse_if_any(
            {
                "title": title_problem(self.title),
                "body": body_problem(self.body.markdown),
                "own_answer": f"An answer can have at most {ANSWER_CHARACTERS:,} characters." if long else None,
                "ask": ANSWERED_ALREADY if self.first and self.own_answer else None,
            }
        )


@dataclass(frozen=True, kw_only=True)
class MergedQuestion:
    """A question that was merged into another, as it was asked. Anonymous ones never are."""

    id: QuestionId
    title: str
    html: str
    asked_at: datetime
    author: Author | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """A question as one viewer sees it: the accepted answer first, then the others by votes.

    `count` is the number of all answers, of which `answers` are fifty at most. `withdrawn` are the places of others.
    `merged` are the questions that were merged into it: graph/editing/merged_questions.py. `split_from` is the question
    on which it began as an answer, if the viewer may see it: graph/editing/split_answers.py.
    """

    post: Publication
    is_matched: bool
    is_solved: bool
    needed_by: NeededBy
    links: tuple[PostLink, ...]
    count: int
    answers: tuple[Answer, ...]
    withdrawn: tuple[WithdrawnAnswer, ...]
    merged: tuple[MergedQuestion, ...]
    split_from: PostLink | None


ANSWERS_ON_A_PAGE = 50

ListName = Literal["newest", "unanswered", "open", "mine"]

# One statement for each list, so that each walks its own index.
# "mine" looks at the viewer's twelve strongest skills only, since sorting the questions about all of them may be slow.
LISTS: dict[ListName, LiteralString] = {
    "newest": """
        MATCH (question:Question)
        WHERE question.asked_key < $before AND {{question is open}}
        RETURN question.id AS id, question.asked_key AS key
        ORDER BY question.asked_key DESC
        LIMIT 21
        """,
    "unanswered": """
        MATCH (question:Question)
        WHERE question.unanswered_key < $before AND {{question is open}}
        RETURN question.id AS id, question.unanswered_key AS key
        ORDER BY question.unanswered_key DESC
        LIMIT 21
        """,
    "open": """
        MATCH (question:Question)
        WHERE question.open_key < $before AND {{question is open}}
        RETURN question.id AS id, question.open_key AS key
        ORDER BY question.open_key DESC
        LIMIT 21
        """,
    "mine": """
        MATCH (:Person {id: $viewer})-[tie:KNOWS|FOLLOWS]->(skill:Skill)
        WITH skill, sum(coalesce(tie.weight, 1.0)) AS weight
        ORDER BY weight DESC
        LIMIT 12
        MATCH (skill)<-[:ABOUT]-(question:Post)
        WHERE question.asked_key < $before AND {{question is open}}
        WITH question.id AS id, question.asked_key AS key
        RETURN DISTINCT id, key
        ORDER BY key DESC
        LIMIT 21
        """,
}


def ask(draft: QuestionDraft, *, by: PersonId, approval: Approval | None = None) -> QuestionId:
    """Publish a question, with the asker's own answer if there is one, and ask their first choice: all or nothing.

    With an answer, nobody is asked. On an anonymous question, the answer is anonymous too and is evidence for nobody.
    Raises `Invalid` if the first choice can't be asked, and `Forbidden` if the asker may not post in that community.
    If a coach approves it, a first choice who can't be asked any more isn't.
    """
    first = draft.first
    if first and not approval:
        first_choices.refuse(first, community=draft.community, by=by)
    elif first and not first_choices.can_be_asked(first, community=draft.community, by=by):
        first = None
    particular: dict[str, object] = {
        "is_anonymous": draft.is_anonymous,
        "answers": 1 if draft.own_answer else 0,
        "is_accepted": False,
        "needed_by": draft.needed_by or None,
        "longest_wait": deadlines.longest_wait(draft.needed_by),
    }
    published = publishing.publish(
        "question", draft, particular, answer=draft.own_answer, ask_first=first, by=by, approval=approval
    )
    return QuestionId(published)


def listed(name: ListName, *, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a page of one of the lists, asked before this key, newest first."""
    rows = read(LISTS[name], before=before, audiences=viewer.audiences, viewer=viewer.id)
    return page(rows, viewer=viewer)


def show(id: QuestionId, *, viewer: Viewer, page: int = 1) -> QuestionPage:
    """Return a question with a page of its answers. Raises `NotFound`, also for what the viewer may not see."""
    found = read_as(
        QuestionPage,
        OPENED
        + "RETURN "
        + PUBLICATION
        + """ AS post,
        post.unmatched_key IS NULL AS is_matched,
        coalesce(post.is_accepted, false) AS is_solved,
        coalesce(post.needed_by, '') AS needed_by,
        [(post)-[:LINKS_TO]->(other:Post) WHERE {{other is open}} | {id: other.id, title: other.title}] AS links,
        coalesce(post.answers, 0) AS count,
        """
        + WITHDRAWN
        + """ AS withdrawn,
        [(post)<-[:MERGED_INTO]-(lost:Post) WHERE {{lost is open}} | {
            id: lost.id, title: lost.title, html: lost.html, asked_at: lost.posted_at,
            author: [(lost)<-[:ASKED]-(asker:Person) | {{asker is named}}][0],
            is_mine: EXISTS { (lost)<-[:ASKED]-(me:Person) WHERE me.id = $viewer }
        }] AS merged,
        [(post)<-[:SPLIT_INTO]-(:WithdrawnAnswer)-[:LEFT_IN]->(whole:Post) WHERE {{whole is open}}
            | {id: whole.id, title: whole.title}][0] AS split_from,
        COLLECT {
            MATCH (post)<-[:ANSWERS]-(answer:Answer)
            RETURN """
        + ANSWER
        + """ AS one
            ORDER BY coalesce(answer.is_accepted, false) DESC, answer.score DESC, answer.given_at
            SKIP $skip
            LIMIT $limit
        } AS answers
        """,
        skip=(page - 1) * ANSWERS_ON_A_PAGE,
        limit=ANSWERS_ON_A_PAGE,
        id=id,
        kind="question",
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    shown = only(found, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))
    return replace(
        shown, post=shown.post.in_order, answers=best_first(shown.answers), withdrawn=oldest_first(shown.withdrawn)
    )


def merged_into(id: QuestionId, *, viewer: Viewer) -> QuestionId | None:
    """Return the question to which the address of a merged one leads, if the viewer may see it."""
    rows = read(
        """
        MATCH (post:Post {id: $id})-[:MERGED_INTO]->(kept:Post)
        WHERE {{post is open}} AND {{kept is open}}
        RETURN kept.id AS id
        """,
        id=id,
        audiences=viewer.audiences,
    )
    return rows[0]["id"] if rows else None


def is_matched(id: QuestionId, *, viewer: Viewer) -> bool:
    """Return whether experts were looked for. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (question:Post {id: $id})
        WHERE question.kind = 'question' AND {{question is open}}
        RETURN question.unmatched_key IS NULL AS is_matched
        """,
        id=id,
        audiences=viewer.audiences,
    )
    return only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))["is_matched"]


def title_problem(title: str) -> str | None:
    """Return what is wrong with a title, if anything."""
    if not characters.is_seen(title):
        return "Give it a title that says in one sentence what it is about."
    if len(title.strip()) > TITLE_CHARACTERS:
        return f"Give it a title of at most {TITLE_CHARACTERS} characters. Put the details below."
    return None


def body_problem(markdown: str) -> str | None:
    """Return what is wrong with a text, if anything."""
    if not characters.is_seen(markdown):
        return "Enter some text."
    if len(markdown) > BODY_CHARACTERS:
        return f"Use {BODY_CHARACTERS:,} characters or fewer for the text. It has {len(markdown):,}."
    return None
