"""Pending posts: what someone has sent and a coach is to look at before others see it.

A pending post is no post. It is neither searched, listed, counted nor sent to anyone, so nothing of it can leak. See
decision 39.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal, LiteralString

from graph import clock
from graph.approvals.sent_drafts import AnswerDraft, PendingKind, Sent, kind_of, restored, title_of, typed
from graph.asking import first_choices
from graph.cards import CommunityTag
from graph.conduct import refusals
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid
from graph.ids import PendingPostId, PostId, QuestionId, new_id
from graph.posts import archived
from graph.posts.questions import QuestionDraft
from graph.rows import read_as
from graph.skills import skills
from graph.spam.suspicions import Suspicion
from graph.viewers import Viewer

# Why something waits: the community looks at first posts, at all posts, or at what bears no name; or it has a word that
# a coach looks at first, or looks like spam.
Why = Literal["first_posts", "all_posts", "anonymous", "word", "spam"]
PendingState = Literal["waiting", "published", "not_published"]

# Coaches read the beginning in their queue, and all of it on its page.
EXCERPT_CHARACTERS = 600

NO_PLACE = Forbidden("Only members can post in this community, and nobody can while it is archived.")
PUBLISHED = Invalid(body="A coach has published this meanwhile. Open it there to change it.")

# A `PendingPost` of what `me` sent. A question or a community that they may no longer see isn't named.
_SHOWN: LiteralString = """
    OPTIONAL MATCH (post:Post {id: pending.post}) WHERE {{post is open}}
    OPTIONAL MATCH (pending)-[:WAITS_IN]->(direct:Community) WHERE {{direct is listed or joined}}
    WITH pending, post, direct
    RETURN pending.id AS id, pending.kind AS kind, pending.why AS why, pending.state AS state, pending.words AS words,
           CASE pending.kind WHEN 'answer' THEN coalesce(post.title, '') ELSE pending.title END AS title,
           pending.sent_at AS since, pending.draft AS kept, pending.post AS post,
           CASE WHEN direct IS NOT NULL THEN {{direct is tagged}}
                WHEN post IS NOT NULL THEN {{post is placed}} END AS community
    """


@dataclass(frozen=True, kw_only=True)
class PendingPost:
    """What someone sent, as they see it: since when it waits and why or, if it isn't published, the coach's `words`.

    `post` is what an answer answers, or what was published.
    """

    id: PendingPostId
    kind: PendingKind
    title: str
    why: Why
    state: PendingState
    words: str
    since: datetime
    kept: str | None
    community: CommunityTag | None
    post: PostId | None

    @property
    def draft(self) -> Sent | None:
        """What they sent, until it is published."""
        return restored(self.kind, self.kept) if self.kept else None

    @property
    def typed(self) -> dict[str, str]:
        """What was typed into the form, by the names of its fields."""
        return typed(json.loads(self.kept)) if self.kept else {}


def hold(draft: Sent, why: Why | Suspicion, *, by: Viewer, instead_of: PendingPostId | None = None) -> PendingPostId:
    """Keep what someone sent for a coach to look at, or send it again, `instead_of` what they sent before.

    Raises like the function that would publish it, and `Invalid` if a coach has published the former one.
    """
    before = find(instead_of, viewer=by) if instead_of else None
    if before and before.state == "published":
        raise PUBLISHED
    draft = _checked(draft, by=by)
    community, question = (None, draft.question) if isinstance(draft, AnswerDraft) else (draft.community, None)
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE {{community is open to posts}}
        OPTIONAL MATCH (post:Post {id: $question})
            WHERE post.kind = 'question' AND {{post is open}} AND post.is_archived IS NULL
        WITH me, community, post, coalesce($is_anonymous OR {{me is the anonymous asker}}, false) AS is_nameless
        WHERE ($community = '' OR community IS NOT NULL) AND ($question = '' OR post IS NOT NULL)
          AND (($question = '' AND {{me is free to post}}) OR ($question <> '' AND {{me is free to answer}}))
        MERGE (pending:PendingPost {id: $id})
        // Writing before looking takes the lock, so that nobody publishes the former version meanwhile.
        SET pending.lock = $lock
        WITH me, community, pending, is_nameless
        WHERE coalesce(pending.state, '') <> 'published'
        MERGE (me)-[:SUBMITTED]->(pending)
        SET pending += $properties, pending.is_nameless = is_nameless, pending.sent_at = datetime($now),
            pending.version = coalesce(pending.version, 0) + 1
        WITH pending, community, [(pending)-[former:WAITS_IN]->(:Community) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (pending)-[:WAITS_IN]->(community))
        RETURN pending.id AS id
        """,
        id=before.id if before else new_id(),
        by=by.id,
        viewer=by.id,
        audiences=by.audiences,
        community=community or "",
        question=question or "",
        is_anonymous=isinstance(draft, QuestionDraft) and draft.is_anonymous,
        lock=new_id(),
        properties={**_properties(draft, question), **_reason(why), "waiting_key": clock.key(now)},
        now=now.isoformat(),
    )
    if not rows:
        _refuse(draft, by=by)
    return only(rows, otherwise=NO_PLACE)["id"]


def find(id: PendingPostId, *, viewer: Viewer) -> PendingPost | None:
    """Return what this person sent, if there is such a thing."""
    rows = read_as(
        PendingPost,
        """
        MATCH (me:Person {id: $viewer})-[:SUBMITTED]->(pending:PendingPost {id: $id})
        """
        + _SHOWN,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return rows[0] if rows else None


def sent(*, viewer: Viewer) -> tuple[PendingPost, ...]:
    """Return what this person sent and is not published: what waits and what a coach sent back, latest first."""
    return read_as(
        PendingPost,
        """
        MATCH (me:Person {id: $viewer})-[:SUBMITTED]->(pending:PendingPost)
        WHERE pending.state <> 'published'
        """
        + _SHOWN
        + "ORDER BY since DESC",
        viewer=viewer.id,
        audiences=viewer.audiences,
    )


def take_back(id: PendingPostId, *, by: Viewer, unless_waiting: bool = False) -> None:
    """Remove what this person sent, which is not published then. Twice changes nothing.

    What a coach has published stays, and so does what waits if that is asked for.
    """
    write(
        """
        MATCH (:Person {id: $by})-[:SUBMITTED]->(pending:PendingPost {id: $id})
        // Writing before looking takes the lock.
        SET pending.lock = $lock
        WITH pending
        WHERE pending.state = 'not_published' OR (pending.state = 'waiting' AND NOT $unless_waiting)
        DETACH DELETE pending
        """,
        id=id,
        by=by.id,
        lock=new_id(),
        unless_waiting=unless_waiting,
    )


def uploads() -> frozenset[str]:
    """Return the uploads of videos that wait, which are kept for them."""
    rows = read(
        """
        MATCH (pending:PendingPost)
        WHERE pending.kind = 'video' AND pending.draft IS NOT NULL
        RETURN pending.draft AS draft
        """
    )
    return frozenset(json.loads(row["draft"])["upload"] for row in rows)


def _checked(draft: Sent, *, by: Viewer) -> Sent:
    """Return a draft with its skills as they are called. Raises `Invalid` for what publishing would refuse.

    What its skills mean is decided now. By the time it is published, its author may know other skills, and what bears
    no name must not tell that.
    """
    if isinstance(draft, AnswerDraft):
        archived.refuse_answer(draft.question, by=by)
        return draft
    if isinstance(draft, QuestionDraft) and draft.first:
        first_choices.refuse(draft.first, community=draft.community, by=by.id)
    return replace(draft, skills=tuple(tag.name for tag in skills.resolve(draft.skills, by=by.id)))


def _refuse(draft: Sent, *, by: Viewer) -> None:
    """Raise `Invalid` for someone who is silenced, has a warning to read or would have to join."""
    if isinstance(draft, AnswerDraft):
        refusals.refuse_addition("body", on=draft.question, by=by)
    else:
        is_nameless = isinstance(draft, QuestionDraft) and draft.is_anonymous
        refusals.refuse_post("community", community=draft.community, by=by.id)
        refusals.refuse_stranger("community", community=draft.community, is_nameless=is_nameless, by=by.id)


def _properties(draft: Sent, question: QuestionId | None) -> dict[str, object]:
    return {
        "kind": kind_of(draft),
        "title": title_of(draft),
        "draft": json.dumps(asdict(draft)),
        "excerpt": draft.body.markdown[:EXCERPT_CHARACTERS],
        "post": question,
        "state": "waiting",
        "words": "",
    }


def _reason(why: Why | Suspicion) -> dict[str, object]:
    return why.kept if isinstance(why, Suspicion) else {"why": why}
