"""Items of the review queue: what waits for a coach, and how urgent it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from graph.cards import Author, CommunityTag, PostKind, SkillTag
from graph.ids import PostId
from graph.merging.lookalikes import Likeness
from graph.reporting.reports import Told
from graph.reporting.urgency import urgency
from graph.spam.suspicions import Suspicion
from graph.withdrawal.rules import TextKind

# A report of a text, or of a person; a post that waits to be published; a text that is hidden until a coach has looked
# at it; a text with a secret in it; an appeal against a withdrawal, a silence or a suspension; a request to reveal an
# asker; a report of a mentorship; a question that is unanswered after everyone was asked; a post to check; a request to
# join; a suggested edit; a proposed duplicate; an unmet need; something from a feed that may become a link; two
# skills that may mean the same; people who confirm only each other.
Kind = Literal[
    "report",
    "person",
    "pending",
    "hidden",
    "secret",
    "appeal",
    "silence",
    "suspension",
    "name",
    "mentorship",
    "question",
    "check",
    "member",
    "edit",
    "duplicate",
    "need",
    "shelf",
    "merge",
    "ring",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, kw_only=True)
class Original:
    """The question that was asked before."""

    id: PostId
    title: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that waits for a coach since `since`. With `kind`, its `id` is one of a kind.

    It is the id of the text, question, post, suggested edit, need, report or item of a shelf. For a request to join, it
    is the slug of the community and the person's id, and for a pending post its id and version: once changed, it is
    another item. For two skills, it is the slug of the one that would be merged and of the one that would stay.
    `url` is the page that an item of a shelf is about.
    `found` names the secrets in a text without showing them. `severity` is from 0 to 4, `seen` says how many people
    have opened it, and `likely` how likely its reporters are right. Of people who confirm only each other, `share` says
    how much of their evidence in the skill rests on that, from 0 to 1.
    """

    kind: Kind
    id: str
    title: str
    since: datetime
    severity: float
    likely: float = 1.0
    words: str = ""
    text: str = ""
    reason: str = ""
    post: PostId | None = None
    post_kind: PostKind | None = None
    text_kind: TextKind | None = None
    community: CommunityTag | None = None
    seen: int = 0
    likenesses: tuple[Likeness, ...] = ()
    told: tuple[Told, ...] = ()
    found: tuple[str, ...] = ()
    person: Author | None = None
    original: Original | None = None
    skill: SkillTag | None = None
    people: tuple[Author, ...] = ()
    share: float = 0.0
    suspicion: Suspicion | None = None
    state: str = ""
    url: str = ""
    version: int = 0
    claimed_by: Author | None = None

    @property
    def key(self) -> str:
        """What names the item in forms, such as `report:h7k2…`."""
        return f"{self.kind}:{self.id}"

    def urgency(self, now: datetime) -> float:
        """How soon to look at it. See graph/reporting/urgency.py."""
        return urgency(severity=self.severity, likely=self.likely, since=self.since, seen=self.seen, now=now)
