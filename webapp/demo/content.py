"""What the demo's company consists of, as the TOML files in `texts` say it.

People are named by their first name, communities by their name, and a post that others refer to by a `name` of its own.
Dates are in days before the demo was made. A key that is unknown here is an error.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter

from graph.asking.deadlines import NeededBy
from graph.communities.communities import Visibility
from graph.feed.digests import DigestDays
from webapp.demo.events import (
    Ask,
    Circle,
    Collection,
    Dated,
    Draft,
    Edit,
    Endorsement,
    Expert,
    Follow,
    Mentoring,
    OfficeHours,
    Proposal,
    Rating,
    Reasoned,
    Request,
    SavedSearch,
    Search,
    Shape,
    Thanks,
    Unmasking,
    Withdrawal,
)

FOLDER = Path(__file__).parent / "texts"


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
    pronouns: str = ""
    portrait: str | None = None
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
    shows_thanks: bool = False
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
    """A question; `too` are people who have it too, `duplicate_of` is the name of the one that was asked before.

    If it `is_unsolved`, everyone who might know was asked.
    """

    is_anonymous: bool = False
    needed_by: NeededBy = ""
    too: tuple[str, ...] = ()
    duplicate_of: str = ""
    is_unsolved: bool = False
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tip(Post):
    is_cheat_sheet: bool = False


@dataclass(frozen=True, kw_only=True)
class Link(Post):
    url: str


@dataclass(frozen=True, kw_only=True)
class Video(Post):
    """A film of shapes. `spoken` are its captions, by the second at which each begins."""

    seconds: int
    hue: float
    shapes: tuple[Shape, ...]
    spoken: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Company:
    """All of it. Managers come before the people who report to them, and no post before one that it names."""

    people: tuple[Person, ...] = ()
    skills: tuple[Skill, ...] = ()
    communities: tuple[Community, ...] = ()
    questions: tuple[Question, ...] = ()
    tips: tuple[Tip, ...] = ()
    links: tuple[Link, ...] = ()
    videos: tuple[Video, ...] = ()
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
    thanks: tuple[Thanks, ...] = ()
    experts: tuple[Expert, ...] = ()
    mentorings: tuple[Mentoring, ...] = ()
    circles: tuple[Circle, ...] = ()
    office_hours: tuple[OfficeHours, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def posts(self) -> tuple[Post, ...]:
        """All posts, of any kind."""
        return (*self.questions, *self.tips, *self.links, *self.videos)


@cache
def read() -> Company:
    """Read all files. Raises if one of them says something that has no meaning here."""
    everything: dict[str, list[Any]] = {}
    for file in sorted(FOLDER.rglob("*.toml")):
        for noun, entries in tomllib.loads(file.read_text()).items():
            everything.setdefault(noun, []).extend(entries)
    return Converter(forbid_extra_keys=True).structure(everything, Company)
