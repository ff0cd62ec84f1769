"""What the inbox lists: one line for everything of one kind that happened on a post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal, LiteralString

from graph import clock
from graph.cards import Author, PostKind
from graph.ids import NotificationId, PostId
from graph.notifications.company_concerns import LINES as COMPANY
from graph.notifications.kinds import NotificationKind
from graph.notifications.personal import LINES as PERSONAL
from graph.notifications.recipients import TOO_OLD_TO_MAIL
from graph.rows import read_as
from graph.viewers import Viewer

InboxFilter = Literal["all", "unread", "mentions", "done"]

# Asks are a list of their own, with what someone can do about each (graph/asking/inbox.py).
ELSEWHERE: tuple[NotificationKind, ...] = ("asked",)
READ_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """What happened on a post, in one line, or what concerns the person alone: `post` is `None`.

    `by` are the people who did it, latest first, and `others` how many more.

    `is_by_asker` says that one of them is an anonymous asker. `thing` is the text, edit or other thing that it is
    about, and `anchor` the place of the latest one on the post's page. `outcome` is the decision about a suggestion,
    or the kind of text that was withdrawn. `words` say why.
    `is_private` says that the person asked the question without a name, so that no mail may say what happened.
    """

    ids: tuple[NotificationId, ...]
    kind: NotificationKind
    what: str | None
    post: PostId | None
    post_kind: PostKind | None
    title: str
    thing: str
    anchor: str
    by: tuple[Author, ...]
    is_by_asker: bool
    outcome: str | None
    is_private: bool
    at: datetime
    is_new: bool
    words: str

    @property
    def times(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """Lines, newest first, and the key before which the next page begins, if there is one."""

    lines: tuple[Line, ...]
    older: int | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: NotificationId
    kind: NotificationKind
    what: str | None
    made_key: int
    post: PostId | None
    post_kind: PostKind | None
    title: str
    thing: str
    is_answer: bool
    is_comment: bool
    by: Author | None
    is_by_asker: bool
    outcome: str | None
    is_private: bool
    is_new: bool
    words: str = ""

    @property
    def group(self) -> tuple[NotificationKind, str | None, str]:
        return self.kind, self.what, self.post or self.thing

    @property
    def anchor(self) -> str:
        if self.is_comment:
            return f"comment-{self.thing}"
        return f"answer-{self.thing}" if self.is_answer else ""


# Which notifications of `me` a list shows.
SHOWN: LiteralString = """
    MATCH (me:Person {id: $viewer})<-[telling:TELLS|TOLD]-(one:Notification)
    WHERE one.made_key < $before
      AND (one.done_at IS NOT NULL) = ($shown = 'done')
      AND ($shown <> 'unread' OR type(telling) = 'TELLS')
      AND ($shown <> 'mentions' OR one.kind = 'mentioned')
      AND NOT one.kind IN $elsewhere
"""

# Of the notifications `one`, those about posts that the viewer may see and about things that still hold, as rows.
LINES: LiteralString = """
    MATCH (one)-[:TELLS_OF]->(thing)
    MATCH (one)-[:UNDER]->(post:Post)
    WHERE {{post is open}} AND {{one is current}}
    OPTIONAL MATCH (post)<-[:ASKED]-(asker:Person)
    OPTIONAL MATCH (thing)<-[:GAVE|MADE|REVISED|POSTED|ASKED|GAVE_THANKS]-(writer:Person)
        WHERE one.kind IN ['answered', 'followed', 'commented', 'mentioned', 'edited', 'thanked']
    WITH one, telling, thing, post, asker, head(collect(writer)) AS writer
    WITH one, telling, thing, post, asker,
         CASE WHEN one.kind IN ['accepted', 'asked'] THEN asker ELSE writer END AS person,
         CASE WHEN post.is_anonymous THEN asker.id ELSE '' END AS nameless
    RETURN one.id AS id, one.kind AS kind, one.what AS what, one.made_key AS made_key,
           post.id AS post, post.kind AS post_kind, post.title AS title,
           thing.id AS thing, EXISTS { (thing)-[:ANSWERS]->(:Post) } AS is_answer,
           // An answer that became a comment has kept its id.
           (thing:Comment OR thing:Answer) AND NOT EXISTS { (thing)-[:ANSWERS]->(:Post) } AS is_comment,
           CASE WHEN person.id <> nameless THEN {{person is named}} END AS by,
           coalesce(person.id = nameless, false) AS is_by_asker,
           CASE WHEN one.kind = 'decided' THEN thing.state END AS outcome,
           coalesce(post.is_anonymous AND asker.id = $viewer, false) AS is_private,
           type(telling) = 'TELLS' AS is_new
    ORDER BY made_key DESC
    LIMIT $limit
"""


# Which notifications are to be mailed or shown on devices now, and which were told between two moments and were neither
# read nor mailed.
TO_MAIL: LiteralString = """
    MATCH (person:Person {id: $viewer})<-[telling:TELLS]-(one:Notification)
    WHERE one.mail_key <= $due AND one.mail_key > $too_old AND {{one is for its person}}
"""
TO_PUSH: LiteralString = """
    MATCH (:Person {id: $viewer})<-[telling:TELLS]-(one:Notification)
    WHERE one.push_key <= $due AND one.push_key > $too_old
"""
UNREAD: LiteralString = """
    MATCH (:Person {id: $viewer})<-[telling:TELLS]-(one:Notification)
    WHERE one.made_key > $since AND one.made_key <= $until AND one.mailed_at IS NULL AND one.mail_key IS NULL
"""


def page(shown: InboxFilter, *, before: int = clock.FAR_FUTURE, viewer: Viewer) -> InboxPage:
    """Return what this person was told and may see now, newest first."""
    which: dict[str, object] = {"shown": shown, "before": before, "elsewhere": ELSEWHERE}
    on_posts = read_as(_Row, SHOWN + LINES, **_for(viewer), **which)
    personal = read_as(_Row, SHOWN + PERSONAL, **_for(viewer), **which)
    rows = _newest(on_posts, personal, read_as(_Row, SHOWN + COMPANY, **_for(viewer), **which))
    return InboxPage(lines=_grouped(rows), older=rows[-1].made_key if len(rows) == READ_AT_ONCE else None)


def to_mail(*, viewer: Viewer) -> tuple[Line, ...]:
    """Return what is to be mailed to this person now, as far as they may see it and haven't read it yet."""
    which = _now()
    on_posts = read_as(_Row, TO_MAIL + LINES, **_for(viewer), **which)
    personal = read_as(_Row, TO_MAIL + PERSONAL, **_for(viewer), **which)
    return _grouped(_newest(on_posts, personal, read_as(_Row, TO_MAIL + COMPANY, **_for(viewer), **which)))


def to_push(*, viewer: Viewer) -> tuple[Line, ...]:
    """Return what their devices are to show this person now, as far as they may see it and haven't read it yet."""
    which = _now()
    on_posts = read_as(_Row, TO_PUSH + LINES, **_for(viewer), **which)
    personal = read_as(_Row, TO_PUSH + PERSONAL, **_for(viewer), **which)
    return _grouped(_newest(on_posts, personal, read_as(_Row, TO_PUSH + COMPANY, **_for(viewer), **which)))


def unread(since: datetime, until: datetime, *, viewer: Viewer) -> tuple[Line, ...]:
    """Return what this person was told between two moments, hasn't read and wasn't mailed, newest first."""
    which = {"since": clock.key(since), "until": clock.key(until)}
    on_posts = read_as(_Row, UNREAD + LINES, **_for(viewer), **which)
    personal = read_as(_Row, UNREAD + PERSONAL, **_for(viewer), **which)
    return _grouped(_newest(on_posts, personal, read_as(_Row, UNREAD + COMPANY, **_for(viewer), **which)))


def _now() -> dict[str, object]:
    now = clock.now()
    return {"due": clock.key(now), "now": now.isoformat(), "too_old": clock.key(now - TOO_OLD_TO_MAIL)}


def _for(viewer: Viewer) -> dict[str, object]:
    return {"viewer": viewer.id, "audiences": viewer.audiences, "limit": READ_AT_ONCE}


def _newest(*found: Sequence[_Row]) -> Sequence[_Row]:
    return sorted(chain(*found), key=lambda row: -row.made_key)[:READ_AT_ONCE]


def _grouped(rows: Iterable[_Row]) -> tuple[Line, ...]:
    """Return a line for each kind and post, where the newest of it was."""
    groups: dict[object, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return tuple(_line(group) for group in groups.values())


def _line(rows: list[_Row]) -> Line:
    latest = rows[0]
    return Line(
        ids=tuple(row.id for row in rows),
        kind=latest.kind,
        what=latest.what,
        post=latest.post,
        post_kind=latest.post_kind,
        title=latest.title,
        thing=latest.thing,
        anchor=latest.anchor,
        by=tuple({row.by.id: row.by for row in rows if row.by}.values()),
        is_by_asker=any(row.is_by_asker for row in rows),
        outcome=latest.outcome,
        is_private=latest.is_private,
        at=clock.EPOCH + timedelta(microseconds=latest.made_key),
        is_new=any(row.is_new for row in rows),
        words=latest.words,
    )
