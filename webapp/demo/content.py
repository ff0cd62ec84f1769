"""What the demo's company consists of, as the TOML files in `texts` say it.

People are named by their first name, communities by their name, and a post that others refer to by a `name` of its own.
Dates are in days before the demo was made. A key that is unknown here is an error.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from cattrs import Converter

from graph.cards import PostKind
from graph.communities.communities import Visibility
from graph.feed.digests import DigestDays

FOLDER = Path(__file__).parent / "texts"

Reply = Literal["none", "accepted", "declined", "passed"]


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    headline: str
    unit: str
    office: str
    time_zone: str
    languages: tuple[str, ...]
    joined: int
    manager: str = ""
    about: str = ""
    hours: tuple[str, str] = ("", "")
    help_hours: int = 4
    takes_asks: bool = True
    is_admin: bool = False
    is_listed: bool = True
    digest: DigestDays = "daily"
    away_days: int = 0
    left: int | None = None
    levels: Mapping[str, int] = field(default_factory=dict[str, int])
    wants: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    is_inferred: bool = True

    @property
    def first_name(self) -> str:
        return self.name.split()[0].lower()


@dataclass(frozen=True, kw_only=True)
class Skill:
    name: str
    summary: str
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Community:
    name: str
    purpose: str
    visibility: Visibility
    coach: str
    founded: int
    members: tuple[str, ...]
    coaches: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    review_days: int | None = None
    silence_days: int = 3
    ring_days: int = 3
    question_template: str = ""
    tip_template: str = ""


@dataclass(frozen=True, kw_only=True)
class Dated:
    by: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Reasoned(Dated):
    reason: str


@dataclass(frozen=True, kw_only=True)
class Comment:
    by: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """What someone wrote, and what colleagues did with it. `score` counts votes besides those of `liked`."""

    by: str
    body: str
    score: int = 0
    liked: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    outdated: Reasoned | None = None
    dangerous: Reasoned | None = None
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer(Text):
    is_accepted: bool = False


@dataclass(frozen=True, kw_only=True)
class Post(Text):
    days: int
    title: str
    skills: tuple[str, ...]
    name: str = ""
    community: str = ""
    bookmarked: tuple[str, ...] = ()
    verified: Dated | None = None
    retired: Dated | None = None


@dataclass(frozen=True, kw_only=True)
class Question(Post):
    """A question; `too` are people who have it too, `duplicate_of` is the name of the one that was asked before."""

    is_anonymous: bool = False
    too: tuple[str, ...] = ()
    duplicate_of: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tip(Post):
    is_cheat_sheet: bool = False


@dataclass(frozen=True, kw_only=True)
class Link(Post):
    url: str


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
class Unmasking(Dated):
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Company:
    """All of it. Managers come before the people who report to them, and no post before one that it names."""

    people: tuple[Person, ...] = ()
    skills: tuple[Skill, ...] = ()
    communities: tuple[Community, ...] = ()
    questions: tuple[Question, ...] = ()
    tips: tuple[Tip, ...] = ()
    links: tuple[Link, ...] = ()
    collections: tuple[Collection, ...] = ()
    follows: tuple[Follow, ...] = ()
    searches: tuple[Search, ...] = ()
    saved_searches: tuple[SavedSearch, ...] = ()
    drafts: tuple[Draft, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    requests: tuple[Request, ...] = ()
    ratings: tuple[Rating, ...] = ()
    edits: tuple[Edit, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    asks: tuple[Ask, ...] = ()
    unmaskings: tuple[Unmasking, ...] = ()


@cache
def read() -> Company:
    """Read all files. Raises if one of them says something that has no meaning here."""
    everything: dict[str, list[Any]] = {}
    for file in sorted(FOLDER.rglob("*.toml")):
        for noun, entries in tomllib.loads(file.read_text()).items():
            everything.setdefault(noun, []).extend(entries)
    return Converter(forbid_extra_keys=True).structure(everything, Company)
