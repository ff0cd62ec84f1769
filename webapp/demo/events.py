"""What happened to what the demo's people wrote: what they kept, changed, asked each other and confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.cards import PostKind

Reply = Literal["none", "accepted", "declined", "passed"]


@dataclass(frozen=True, kw_only=True)
class Dated:
    by: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Reasoned(Dated):
    reason: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A shape of a film: an ellipse or, if it `is_box`, a rectangle, with its middle and half its width and height.

    It moves from `at` to `to` in the seconds from `since` to `until`, or `arrives` after so many seconds and stays.
    Tints are from 0, dark, to 255.
    """

    at: tuple[float, float, float, float]
    to: tuple[float, float, float, float] | None = None
    tint: int = 90
    since: float = 0.0
    until: float = 999.0
    arrives: float = 0.0
    is_box: bool = False


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Posts in an order, or a rule by skill, community and kind. `seen_by` is as in a draft, or a community's name."""

    name: str
    description: str
    by: str
    days: int
    seen_by: str = "everyone"
    posts: tuple[str, ...] = ()
    skill: str = ""
    community: str = ""
    kind: PostKind | None = None
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Follow:
    """What someone follows: people, skills, communities and posts, each by its name."""

    by: str
    days: int
    people: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Search:
    """What people searched for. If `in_vain` names a skill, they found nothing about it."""

    words: str
    by: tuple[str, ...]
    days: int
    results: int = 0
    is_opened: bool = False
    in_vain: str = ""


@dataclass(frozen=True, kw_only=True)
class SavedSearch:
    by: str
    days: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form that someone began to fill in."""

    by: str
    days: int
    form: str
    typed: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Endorsement(Dated):
    of: str
    skill: str
    level: int | None = None
    was_taught: bool = False


@dataclass(frozen=True, kw_only=True)
class Thanks(Dated):
    """Thanks to a colleague (`of`) in words, for a post or, if `answer` is not 0, for that answer to it."""

    of: str
    words: str = ""
    on: str = ""
    answer: int = 0


@dataclass(frozen=True, kw_only=True)
class Expert(Dated):
    """Someone (`of`) whom a coach named as an expert of a skill. Until they agree, nobody sees it."""

    of: str
    skill: str
    agrees: bool = True


@dataclass(frozen=True, kw_only=True)
class Request(Dated):
    """A request to a colleague (`of`) to confirm a skill."""

    of: str
    skill: str


@dataclass(frozen=True, kw_only=True)
class Rating(Dated):
    """A level that a manager sets."""

    of: str
    skill: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Edit(Dated):
    """A change to a post or, if `answer` is not 0, to that answer of it. A suggested one may have been decided."""

    of: str
    old: str
    new: str
    summary: str
    answer: int = 0
    is_suggested: bool = False
    accepted_by: str = ""
    declined: Reasoned | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal(Dated):
    """A question that someone takes for a duplicate of another, which nobody has decided."""

    question: str
    original: str


@dataclass(frozen=True, kw_only=True)
class Ask(Dated):
    """A colleague (`of`) whom someone asked to answer, and what they did."""

    question: str
    of: str
    reply: Reply = "none"
    reason: str = ""
    passed_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Mentoring(Dated):
    """A goal, and the people who were asked to mentor someone. The first agreed so many days ago, if at all.

    `sessions` are days after that. If it `ended`, the learner says whether it `helped`.
    """

    skill: str
    level: int
    why: str
    asked: tuple[str, ...]
    agreed: int | None = None
    sessions: tuple[int, ...] = ()
    agenda: str = ""
    ended: int | None = None
    helped: str = "yes"


@dataclass(frozen=True, kw_only=True)
class Circle(Dated):
    """A circle, or a learning group, that someone opened so many days ago, and the people who have joined it."""

    form: str
    skill: str
    title: str
    purpose: str
    places: int
    weeks: int
    every: int
    joined: tuple[str, ...] = ()
    agenda: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficeHours:
    """When someone is there each week for whoever books a slot, and someone who booked the next one."""

    by: str
    weekday: int
    begins: str
    ends: str
    minutes: int = 30
    booked_by: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Unmasking(Dated):
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    by: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Dated):
    """A post (`of`) that its author withdrew, or an answer to it, which someone gives and others comment on first.

    Someone else than its author needs a `reason`.
    """

    of: str
    answer: Remark | None = None
    comments: tuple[Remark, ...] = ()
    reason: str = ""
