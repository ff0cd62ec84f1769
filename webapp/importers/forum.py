"""Topics of a Discourse forum, from a JSON file each: the first post is the question, the others are answers."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from graph.ids import SkillSlug, slug
from graph.imports import keys, people, posts, replies, sites, skills
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill
from graph.prose import Prose
from webapp.importers import markdown
from webapp.importers.dump import Broken
from webapp.importers.report import Report
from webapp.markdown import rendering

MATCHED_IF_YOUNGER = timedelta(days=30)
# Of Discourse's kinds of posts, only this one is written by a person for everyone.
WRITTEN = 1
LIKE = 2

Fields = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Written:
    """One post of a topic."""

    number: int
    id: int
    username: str
    name: str
    body: Prose
    at: datetime
    likes: int
    is_accepted: bool


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A topic with the posts in its file. A file without the first post and the title only adds more replies."""

    id: int
    title: str
    tags: tuple[str, ...]
    posts: tuple[Written, ...]


def files(place: Path) -> tuple[Path, ...]:
    """Return the JSON files in a folder and its subfolders, or the one file."""
    return tuple(sorted(place.rglob("*.json"))) if place.is_dir() else (place,)


def load(place: Path, *, site: str, report: Report) -> None:
    """Bring the topics into the graph, one at a time. Skips existing content and reports broken files."""
    begun = sites.begin(site, moved_by_days=0)
    for topic in _topics(place, report):
        _add_people(topic, site=site, at=begun.at, report=report)
        _add_question(topic, site=site, at=begun.at, report=report)
    # Replies come last, because a long topic's later posts may be in a file that comes before the question's file.
    for topic in _topics(place, None):
        _add_answers(topic, site=site, report=report)
    skills.show_to_readers()


def _add_people(topic: Topic, *, site: str, at: datetime, report: Report) -> None:
    found = {
        keys.key(site, "person", one.username): ImportedPerson(
            key=keys.key(site, "person", one.username),
            name=one.name or one.username,
            about="",
            office="",
            source_url=f"https://{site}/u/{one.username}",
            joined_at=one.at,
            last_active_at=one.at,
        )
        for one in topic.posts
    }
    known = keys.known("person", list(found))
    people.add([one for key, one in found.items() if key not in known], at=at)
    report.added["person"] += len(found) - len(known)


def _add_question(topic: Topic, *, site: str, at: datetime, report: Report) -> None:
    first = next((one for one in topic.posts if one.number == 1), None)
    if first is None:
        return
    key = keys.key(site, "question", str(topic.id))
    if keys.known("question", [key]):
        report.known["question"] += 1
        return
    tags = {SkillSlug(slug(tag)): tag for tag in topic.tags if slug(tag)}
    skills.add([ImportedSkill(slug=one, name=name, summary="") for one, name in tags.items()], at=at)
    question = ImportedPost(
        key=key,
        title=topic.title,
        body=first.body,
        author=keys.key(site, "person", first.username),
        skills=tuple(tags),
        score=first.likes,
        posted_at=first.at,
    )
    posts.add_questions([question], at=at, match_since=at - MATCHED_IF_YOUNGER)
    report.added["question"] += 1


def _add_answers(topic: Topic, *, site: str, report: Report) -> None:
    given = [
        ImportedAnswer(
            key=keys.key(site, "answer", str(one.id)),
            question=keys.key(site, "question", str(topic.id)),
            body=one.body,
            author=keys.key(site, "person", one.username),
            score=one.likes,
            given_at=one.at,
            accepted_at=one.at if one.is_accepted else None,
        )
        for one in topic.posts
        if one.number > 1
    ]
    known = keys.known("answer", [one.key for one in given])
    fresh = [one for one in given if one.key not in known]
    done = replies.answer(fresh) if fresh else frozenset[str]()
    report.known["answer"] += len(known)
    report.added["answer"] += len(done)
    for one in fresh:
        if one.key not in done:
            report.name_broken(f"topic {topic.id}", 0, "its first post is missing or invalid")


def _topics(place: Path, report: Report | None) -> Iterator[Topic]:
    for path in files(place):
        try:
            yield _topic(path, report)
        except (Broken, UnicodeDecodeError, json.JSONDecodeError) as problem:
            if report:
                report.name_broken(path.name, 0, f"is not a Discourse topic: {problem}")


def _topic(path: Path, report: Report | None) -> Topic:
    topic = _object(json.loads(path.read_text(encoding="utf-8")))
    rows = _list(_object(topic.get("post_stream")).get("posts"))
    written = list[Written]()
    for place, row in enumerate(rows, start=1):
        try:
            one = _written(_object(row))
        except Broken as problem:
            if report:
                report.name_broken(path.name, place, str(problem))
        else:
            written += [one] if one else []
    title, id = str(topic.get("title") or "").strip()[:150], _whole(topic, "id" if "id" in topic else "topic_id")
    if any(one.number == 1 for one in written) and not title:
        raise Broken("it has no title")
    return Topic(id=id, title=title, tags=_tags(topic), posts=tuple(written))


def _written(row: Fields) -> Written | None:
    """Return what someone wrote; `None` for the forum's own notes and for posts that only its staff can see."""
    if row.get("post_type", WRITTEN) != WRITTEN or row.get("hidden") or row.get("deleted_at"):
        return None
    raw, cooked = str(row.get("raw") or ""), str(row.get("cooked") or "")
    if not (raw or cooked).strip():
        raise Broken("a post is empty")
    return Written(
        number=_whole(row, "post_number"),
        id=_whole(row, "id"),
        username=_text(row, "username"),
        name=str(row.get("name") or ""),
        body=rendering.imported(raw or markdown.from_html(cooked)),
        at=_moment(_text(row, "created_at")),
        likes=_likes(row),
        is_accepted=bool(row.get("accepted_answer")),
    )


def _likes(row: Fields) -> int:
    summary = [_object(one) for one in _list(row.get("actions_summary") or [])]
    return next((_whole(one, "count") for one in summary if one.get("id") == LIKE and "count" in one), 0)


def _tags(topic: Fields) -> tuple[str, ...]:
    # Older forums give tags as names, newer ones as objects with a name.
    tags = _list(topic.get("tags") or [])
    return tuple(tag if isinstance(tag, str) else _text(_object(tag), "name") for tag in tags)


def _object(value: object) -> Fields:
    if not isinstance(value, dict):
        raise Broken("expected an object")
    return cast(Fields, value)


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise Broken("expected a list")
    return cast(Sequence[object], value)


def _text(row: Fields, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise Broken(f"{name} is missing")
    return value


def _whole(row: Fields, name: str) -> int:
    value = row.get(name)
    if not isinstance(value, int):
        raise Broken(f"{name} is not a number")
    return value


def _moment(typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed)
    except ValueError as error:
        raise Broken(f"created_at is not a date: {typed[:40]!r}") from error
