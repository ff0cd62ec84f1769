"""Passages that a coach takes out of a text for good, and how many places they stand in.

Only places that the coach can see are counted. Drafts, which only their authors see, are searched and changed without
a word about them.
"""

import json
import re
from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.cards import PostKind
from graph.driver import only
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import AnswerId, CommentId, PostId
from graph.redaction import captions
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal.rules import FIND, TextKind

# What readers see in place of the passage.
MARK = "[passage removed]"

# Two characters stand everywhere. The longest text that any form accepts has so many.
LEAST_CHARACTERS = 3
MOST_CHARACTERS = 50_000

NOT_HERE = NotFound("This text doesn't exist, or you don't have access to it.")
COACHES_ONLY = Forbidden("Only a coach of its community, or an admin where there is none, can redact a passage.")
NOWHERE = "It isn't there, or not any more. Copy the passage from the text below."
IN_ADDRESS = Conflict("The passage is part of the address that this link leads to. Withdraw the link instead.")

# Every step but the first does nothing unless the first has written the entry of the audit log.
BEGUN: LiteralString = "MATCH (:AuditEntry {id: $entry})\n"

# The post with the id `$post`, and all texts on its page with what they were before they were converted.
THINGS: LiteralString = """
    MATCH (post:Post {id: $post})
    WITH post, [post] + [(post)<-[:ANSWERS|ONCE_ANSWERED]-(answer:Answer) | answer]
         + [(post)<-[:ON]-(comment:Comment) | comment]
         + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(comment:Comment) | comment] AS things
"""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Some characters of a text as it is stored. Raises `Invalid` if they are too few, too many or part of the mark."""

    words: str

    def __post_init__(self) -> None:
        if not LEAST_CHARACTERS <= len(self.words) <= MOST_CHARACTERS:
            raise Invalid(passage=f"Give between {LEAST_CHARACTERS} and {MOST_CHARACTERS:,} characters of the text.")
        if self.words in MARK:
            raise Invalid(passage=f"This is part of “{MARK}”, which stands in place of what was redacted.")

    @property
    def escaped(self) -> list[str]:
        """The passage as it stands in JSON, in which drafts are kept, with each kind of line end."""
        return list({json.dumps(one)[1:-1] for one in (self.words, self.words.replace("\n", "\r\n"))})

    @property
    def spoken(self) -> re.Pattern[str]:
        """The passage in captions, where a line may end at each space."""
        return re.compile(r"\s+".join(map(re.escape, self.words.split())))

    def is_in(self, words: str) -> bool:
        """Whether someone repeats it, in whatever letters and lines."""
        return " ".join(self.words.casefold().split()) in " ".join(words.casefold().split())


@dataclass(frozen=True, kw_only=True)
class Redactable:
    """A text out of which the viewer may take a passage, and the post on whose page it is."""

    id: PostId | AnswerId | CommentId
    kind: TextKind
    post: PostId
    post_kind: PostKind
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class _Found:
    text: Redactable
    may_redact: bool


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A text of the page, whether the passage stands in it, and in how many things that hang on it.

    `is_former` is an answer that became a comment, which is counted instead.
    """

    id: str
    kind: TextKind
    body: str
    stands: bool
    is_former: bool
    revisions: int
    suggestions: int
    reports: int
    remarks: int


@dataclass(frozen=True, kw_only=True)
class _Around:
    pending: int
    collections: int
    is_in_address: bool


@dataclass(frozen=True, kw_only=True)
class Places:
    """How many places of each kind a passage stands in, and the texts of the page."""

    texts: int
    revisions: int
    suggestions: int
    captions: int
    reports: int
    remarks: int
    pending: int
    collections: int
    things: tuple[Thing, ...]

    @property
    def total(self) -> int:
        """How many places it stands in."""
        told = self.texts + self.revisions + self.suggestions + self.captions
        return told + self.reports + self.remarks + self.pending + self.collections

    @property
    def hit(self) -> tuple[Thing, ...]:
        """The texts whose authors have to be told. Captions belong to the video itself."""
        return tuple(
            one
            for one in self.things
            if not one.is_former and (one.stands or one.revisions or (one.kind == "video" and self.captions))
        )


def typed(words: str) -> Passage:
    """Return a passage as it was typed or pasted, with the line ends of stored texts. Raises `Invalid`."""
    return Passage(words=words.replace("\r\n", "\n").replace("\r", "\n").strip())


def get(id: PostId, *, viewer: Viewer) -> Redactable:
    """Return a text, for the coaches of its community, or for admins where there are none or all are away.

    Raises `NotFound`, also for what the viewer may not see, and `Forbidden` for everyone else.
    """
    found = read_as(
        _Found,
        FIND
        + """
        WHERE {{post is open}}
        RETURN {id: thing.id, kind: kind, post: post.id, post_kind: post.kind, title: post.title,
                body: coalesce(thing.body, '')} AS text,
               {{post is looked after by the viewer}} AS may_redact
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )
    one = only(found, otherwise=NOT_HERE)
    if not one.may_redact:
        raise COACHES_ONLY
    return one.text


def places(passage: Passage, *, of: PostId, viewer: Viewer) -> Places:
    """Return where a passage stands on the page of a post and in what hangs on it.

    Raises `Invalid` if it is nowhere, and `Conflict` if it is part of a link's address.
    """
    things, around = _things(passage, of, viewer), only(_around(passage, of, viewer), otherwise=NOT_HERE)
    if around.is_in_address:
        raise IN_ADDRESS
    found = Places(
        texts=sum(one.stands and not one.is_former for one in things),
        revisions=sum(one.revisions for one in things if not one.is_former),
        suggestions=sum(one.suggestions for one in things),
        captions=len(captions.of(of, passage.spoken, viewer=viewer)),
        reports=sum(one.reports for one in things if not one.is_former),
        remarks=sum(one.remarks for one in things),
        pending=around.pending,
        collections=around.collections,
        things=things,
    )
    if not found.total:
        raise Invalid(passage=NOWHERE)
    return found


def _things(passage: Passage, of: PostId, viewer: Viewer) -> tuple[Thing, ...]:
    return read_as(
        Thing,
        THINGS
        + """
        WHERE {{post is open}}
        UNWIND things AS thing
        RETURN thing.id AS id,
               CASE WHEN thing:Comment THEN 'comment' WHEN thing:Answer THEN 'answer' ELSE post.kind END AS kind,
               coalesce(thing.body, '') AS body,
               ANY(words IN [thing.body, thing.title, thing.description]
                   WHERE coalesce(words, '') CONTAINS $passage) AS stands,
               coalesce(thing.is_withdrawn, false) AS is_former,
               COUNT { (thing)<-[:OF]-(revision:Revision)
                   WHERE revision.body CONTAINS $passage OR revision.title CONTAINS $passage
                      OR revision.summary CONTAINS $passage } AS revisions,
               COUNT { (thing)<-[:WOULD_CHANGE]-(edit:SuggestedEdit)
                   WHERE edit.body CONTAINS $passage OR edit.title CONTAINS $passage
                      OR edit.summary CONTAINS $passage OR edit.reason CONTAINS $passage } AS suggestions,
               COUNT { MATCH (report:Report)
                   WHERE report.about = thing.id AND report.words CONTAINS $passage } AS reports,
               COUNT { (thing)<-[said:REACTED|DOUBTED]-(:Person)
                   WHERE said.comment CONTAINS $passage OR said.reason CONTAINS $passage } AS remarks
        """,
        post=of,
        passage=passage.words,
        audiences=viewer.audiences,
    )


def _around(passage: Passage, of: PostId, viewer: Viewer) -> tuple[_Around, ...]:
    return read_as(
        _Around,
        """
        MATCH (post:Post {id: $post})
        WHERE {{post is open}}
        RETURN COUNT { MATCH (pending:PendingPost)
                   WHERE pending.post = post.id AND ANY(one IN $escaped WHERE pending.draft CONTAINS one) } AS pending,
               COUNT { (post)<-[:HOLDS]-(collection:Collection)
                   WHERE {{collection is visible}}
                     AND (collection.name CONTAINS $passage OR collection.description CONTAINS $passage)
               } AS collections,
               coalesce(post.url CONTAINS $passage, false) AS is_in_address
        """,
        post=of,
        passage=passage.words,
        escaped=passage.escaped,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
    )
