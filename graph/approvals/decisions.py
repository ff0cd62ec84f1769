"""What coaches decide about pending posts: to publish one as its author would have, or to send it back with a reason.

What bears no name shows no name here either, and nothing that a coach is told depends on who wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from graph import clock
from graph.approvals.pending_posts import Why
from graph.approvals.sent_drafts import AnswerDraft, PendingKind, Sent, restored
from graph.cards import Author, CommunityTag
from graph.driver import only, read, write
from graph.errors import Invalid, NotFound
from graph.ids import PendingPostId, PersonId, PostId
from graph.media import videos
from graph.media.videos import VideoDraft
from graph.posts import answers, approved, links, questions, tips
from graph.posts.approved import Approval
from graph.posts.links import LinkDraft
from graph.posts.questions import QuestionDraft
from graph.posts.tips import TipDraft
from graph.rows import read_as
from graph.spam.suspicions import Suspicion
from graph.viewers import Viewer

Problem = Literal["archived", "author_left", "author_outside"]

WORDS_CHARACTERS = 500
# No more is read than anyone decides in a week.
MOST = 1_000

NOT_FOR_YOU = NotFound("This no longer waits, or it isn't for you to decide.")

PROBLEMS: Mapping[Problem, str] = {
    "archived": "Its community is archived, so nothing is published there. Reopen it first, or decline.",
    "author_left": "Its author has left, so it can't be published. Decline it.",
    "author_outside": "Its author is no longer a member and can't post there. Add them again, or decline it.",
}


@dataclass(frozen=True, kw_only=True)
class ForCoaches:
    """A pending post as the coaches see it who decide. `post` is the question that an answer is to.

    `author` is `None` if it bears no name. `problem` says why it can't be published now. `excerpt` is its beginning,
    and `suspicion` why it looks like spam, if it does.
    """

    id: PendingPostId
    version: int
    kind: PendingKind
    title: str
    excerpt: str
    why: Why
    since: datetime
    community: CommunityTag | None
    post: PostId | None
    author: Author | None
    problem: Problem | None
    suspicion: Suspicion | None


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a coach published, under the id that it had while it waited. A question may come `with_answer`."""

    id: PendingPostId
    draft: Sent
    with_answer: bool


# What waits for `$viewer`, as rows. A deactivated or removed author is no matter for what bears no name.
_FOR_ME: LiteralString = """
    MATCH (pending)<-[:SUBMITTED]-(author:Person)
    OPTIONAL MATCH (pending)-[:WAITS_IN]->(direct:Community)
    OPTIONAL MATCH (post:Post {id: pending.post})
    OPTIONAL MATCH (:Post {id: pending.post})-[:IN]->(around:Community)
    WITH pending, author, post, coalesce(direct, around) AS community
    WHERE {{community is for the viewer to approve}} AND (pending.kind <> 'answer' OR {{post is open}})
    WITH pending, author, post, community, NOT pending.is_nameless AND (community.visibility <> 'public'
        AND NOT EXISTS { (author)-[:MEMBER_OF]->(joined:Community) WHERE joined.id = community.id }) AS is_outside
    RETURN pending.id AS id, pending.version AS version, pending.kind AS kind, pending.excerpt AS excerpt,
           CASE pending.kind WHEN 'answer' THEN post.title ELSE pending.title END AS title,
           pending.why AS why, pending.sent_at.epochMillis AS since, pending.post AS post,
           CASE WHEN community IS NOT NULL
               THEN {{community is tagged}} END AS community,
           CASE WHEN NOT pending.is_nameless THEN {{author is named}} END AS author,
           CASE WHEN community.archived_at IS NOT NULL OR post.is_archived THEN 'archived'
                WHEN NOT pending.is_nameless AND author.state <> 'active' THEN 'author_left'
                WHEN is_outside THEN 'author_outside' END AS problem,
           CASE pending.why WHEN 'spam' THEN {words: pending.spam_words, links: pending.spam_links,
               days: pending.spam_days} END AS suspicion
    LIMIT $most
    """


def waiting(*, viewer: Viewer) -> tuple[ForCoaches, ...]:
    """Return what waits for this coach, or for this admin where all coaches are away."""
    return read_as(
        ForCoaches,
        """
        MATCH (pending:PendingPost)
        WHERE pending.waiting_key > 0
        """
        + _FOR_ME,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        most=MOST,
    )


def look(id: PendingPostId, *, viewer: Viewer) -> tuple[ForCoaches, Sent]:
    """Return what waits, and all that was sent. Raises `NotFound` for everyone who doesn't decide about it."""
    found = _get(id, viewer)
    return found, _kept(found)[0]


def publish(id: PendingPostId, *, version: int, by: Viewer) -> Published:
    """Publish what waits, in the version that the coach has read. The audit log records it, and its author is told.

    Raises `NotFound` for everyone who doesn't decide about it, `Invalid` if it can't be published there any more, and
    `Conflict` if its author has changed it, or another coach has decided.
    """
    found = _get(id, by)
    if found.problem:
        raise Invalid(words=PROBLEMS[found.problem])
    draft, author = _kept(found)
    _publish(draft, author, Approval(id=id, version=version, by=by))
    return Published(id=id, draft=draft, with_answer=isinstance(draft, QuestionDraft) and draft.own_answer is not None)


def send_back(id: PendingPostId, words: str, *, version: int, by: Viewer) -> None:
    """Decline what waits, with words that its author reads; they keep the text. The audit log records it.

    Raises `Invalid` without words of at most 500 characters, and `Conflict` if it no longer waits in this version, or
    isn't theirs to decide.
    """
    if not 0 < len(words.strip()) <= WORDS_CHARACTERS:
        raise Invalid(words=f"Give a reason of at most {WORDS_CHARACTERS} characters. Its author will read it.")
    now = clock.now()
    rows = write(
        approved.PENDING
        + """
        SET pending.state = 'not_published', pending.words = $words, pending.decided_at = datetime($now),
            pending.changed_key = $key
        REMOVE pending.waiting_key
        WITH pending, community
        MATCH (me:Person {id: $viewer})
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'declined_post', reason: $words, at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(community))
        RETURN pending.id AS id
        """,
        id=id,
        words=words.strip(),
        now=now.isoformat(),
        key=clock.key(now),
        **Approval(id=id, version=version, by=by).parameters,
    )
    only(rows, otherwise=approved.NO_LONGER)


def _get(id: PendingPostId, viewer: Viewer) -> ForCoaches:
    rows = read_as(
        ForCoaches,
        """
        MATCH (pending:PendingPost {id: $id})
        WHERE pending.state = 'waiting'
        """
        + _FOR_ME,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        most=1,
    )
    return only(rows, otherwise=NOT_FOR_YOU)


def _kept(found: ForCoaches) -> tuple[Sent, PersonId]:
    rows = read(
        """
        MATCH (author:Person)-[:SUBMITTED]->(pending:PendingPost {id: $id})
        WHERE pending.draft IS NOT NULL
        RETURN author.id AS author, pending.draft AS draft
        """,
        id=found.id,
    )
    row = only(rows, otherwise=NOT_FOR_YOU)
    return restored(found.kind, row["draft"]), row["author"]


def _publish(draft: Sent, author: PersonId, approval: Approval) -> None:
    match draft:
        case QuestionDraft():
            questions.ask(draft, by=author, approval=approval)
        case TipDraft():
            tips.post(draft, by=author, approval=approval)
        case LinkDraft():
            links.share(draft, by=author, approval=approval)
        case VideoDraft():
            videos.post(draft, by=author, approval=approval)
        case AnswerDraft():
            answers.give(
                draft.question,
                draft.body,
                by=Viewer(id=author, audiences=()),
                approval=approval,
                is_machine_written=draft.is_machine_written,
            )
