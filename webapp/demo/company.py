"""Adds the company in `company.toml` to a site. Content that exists already stays unchanged."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NotRequired, TypedDict, cast

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft, Visibility
from graph.expertise import stated_levels
from graph.ids import CommunityId, PersonId, PostId, QuestionId, SkillSlug, slug
from graph.imports import keys, posts, replies, skills
from graph.imports import people as newcomers
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill, Relation
from graph.people import accounts, people, profiles
from graph.skills import coverage
from graph.viewers import EVERYONE
from webapp.markdown import rendering
from workers.matching import matching

FILE = Path(__file__).parent / "company.toml"
SITE = "demo"

PostKind = Literal["question", "tip"]

# Questions from the last few days still need an answer, so we look for experts.
FRESH = timedelta(days=1, hours=12)


class PersonEntry(TypedDict):
    name: str
    headline: str
    unit: str
    office: str
    time_zone: str
    manager: NotRequired[str]
    levels: NotRequired[dict[str, int]]
    wants: NotRequired[list[str]]


class SkillEntry(TypedDict):
    name: str
    summary: str
    broader: NotRequired[list[str]]
    related: NotRequired[list[str]]


class CommunityEntry(TypedDict):
    name: str
    purpose: str
    visibility: Visibility
    coach: str
    members: list[str]


class AnswerEntry(TypedDict):
    by: str
    score: int
    body: str
    is_accepted: NotRequired[bool]


class PostEntry(TypedDict):
    by: str
    days: int
    title: str
    skills: list[str]
    score: int
    body: str
    community: NotRequired[str]
    is_anonymous: NotRequired[bool]
    answers: NotRequired[list[AnswerEntry]]


class Entries(TypedDict):
    people: list[PersonEntry]
    skills: list[SkillEntry]
    communities: list[CommunityEntry]
    questions: list[PostEntry]
    tips: list[PostEntry]


def move_in(*, password_hash: str) -> None:
    """Add the people, their communities and what they wrote. They all sign in with the same password."""
    company = _entries()
    if keys.known("person", [_key(_first_name(company["people"][0]))]):
        return
    now = clock.now()
    _employ(company["people"], password_hash, now)
    places = {entry["name"]: _found(entry) for entry in company["communities"]}
    _write(company, places, now)
    _relate(company["skills"])
    _say(company["people"])


def ask_experts() -> None:
    """Look for experts for the new questions now, because no worker may be running yet."""
    company = _entries()
    for entry in company["questions"]:
        if timedelta(days=entry["days"]) < FRESH:
            matching.match_question(QuestionId(PostId(keys.id_of(_post_key(entry, "question")))))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A community, and who may see what is posted there."""

    id: CommunityId
    audience: str


NOWHERE = Place(id=CommunityId(""), audience=EVERYONE)


def _entries() -> Entries:
    return cast(Entries, tomllib.loads(FILE.read_text()))


def _employ(entries: list[PersonEntry], password_hash: str, now: datetime) -> None:
    newcomers.add([_newcomer(entry, now) for entry in entries], at=now)
    for entry in entries:
        id = _person(_first_name(entry))
        accounts.give_sign_in(id, email=f"{_first_name(entry)}@example.com", password_hash=password_hash)
        profiles.describe(id, replace(profiles.get(id), headline=entry["headline"], time_zone=entry["time_zone"]))
        people.work_in(id, entry["unit"])
        if manager := entry.get("manager"):
            people.report_to(id, _person(manager))


def _newcomer(entry: PersonEntry, now: datetime) -> ImportedPerson:
    return ImportedPerson(
        key=_key(_first_name(entry)),
        name=entry["name"],
        about="",
        office=entry["office"],
        source_url=None,
        joined_at=now - timedelta(days=400),
        last_active_at=now,
    )


def _found(entry: CommunityEntry) -> Place:
    coach = _person(entry["coach"])
    draft = CommunityDraft(name=entry["name"], purpose=entry["purpose"], visibility=entry["visibility"])
    slug = communities.found(draft, by=coach)
    for member in entry["members"]:
        memberships.admit(slug, _person(member), by=coach)
    id = communities.show(slug, viewer=viewers.get(coach)).id
    return Place(id=id, audience=EVERYONE if entry["visibility"] == "public" else id)


def _write(company: Entries, places: Mapping[str, Place], now: datetime) -> None:
    written = [*company["questions"], *company["tips"]]
    names = {slug(name): name for entry in written for name in entry["skills"]}
    said = {entry["name"]: entry["summary"] for entry in company["skills"]}
    new = [ImportedSkill(slug=SkillSlug(key), name=name, summary=said.get(name, "")) for key, name in names.items()]
    skills.add(new, at=now)
    questions = [_post(entry, "question", places, now) for entry in company["questions"]]
    posts.add_questions(questions, at=now, match_since=now - FRESH)
    posts.add_tips([_post(entry, "tip", places, now) for entry in company["tips"]], at=now)
    skills.show_to_readers()
    replies.answer([answer for entry in company["questions"] for answer in _answers(entry, now)])


def _relate(entries: list[SkillEntry]) -> None:
    skills.relate(
        [
            Relation(one=_skill(entry["name"]), other=_skill(name), weight=1.0)
            for entry in entries
            for name in entry.get("related", [])
        ]
    )
    skills.lay_below([(_skill(entry["name"]), _skill(name)) for entry in entries for name in entry.get("broader", [])])


def _say(entries: list[PersonEntry]) -> None:
    """State people's levels, and what they want to learn."""
    for entry in entries:
        viewer = viewers.get(_person(_first_name(entry)))
        for name, level in entry.get("levels", {}).items():
            stated_levels.add([name], level=level, wants=False, teaches=level > coverage.PRACTITIONER, by=viewer)
        if wanted := entry.get("wants"):
            stated_levels.add(wanted, level=None, wants=True, teaches=False, by=viewer)


def _post(entry: PostEntry, kind: PostKind, places: Mapping[str, Place], now: datetime) -> ImportedPost:
    place = places.get(entry.get("community", ""), NOWHERE)
    return ImportedPost(
        key=_post_key(entry, kind),
        title=entry["title"],
        body=rendering.prose(entry["body"].strip()),
        author=_key(entry["by"]),
        skills=tuple(SkillSlug(slug(name)) for name in entry["skills"]),
        score=entry["score"],
        posted_at=now - timedelta(days=entry["days"], hours=1, seconds=len(entry["title"])),
        community=place.id or None,
        audience=place.audience,
        is_anonymous=entry.get("is_anonymous", False),
    )


def _answers(entry: PostEntry, now: datetime) -> list[ImportedAnswer]:
    asked_at = now - timedelta(days=entry["days"])
    return [
        ImportedAnswer(
            key=keys.key(SITE, "answer", f"{slug(entry['title'])}-{number}"),
            question=_post_key(entry, "question"),
            body=rendering.prose(answer["body"].strip()),
            author=_key(answer["by"]),
            score=answer["score"],
            given_at=asked_at + timedelta(minutes=40 * number),
            accepted_at=asked_at + timedelta(hours=5) if answer.get("is_accepted") else None,
        )
        for number, answer in enumerate(entry.get("answers", []), start=1)
    ]


def _skill(name: str) -> SkillSlug:
    return SkillSlug(slug(name))


def _first_name(entry: PersonEntry) -> str:
    return entry["name"].split()[0].lower()


def _key(first_name: str) -> str:
    return keys.key(SITE, "person", first_name)


def _person(first_name: str) -> PersonId:
    return PersonId(keys.id_of(_key(first_name)))


def _post_key(entry: PostEntry, kind: PostKind) -> str:
    return keys.key(SITE, kind, slug(entry["title"]))
