"""Topics of a Discourse forum, from a JSON file each: the first post is the question, the others are answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from graph import characters
from graph.ids import SkillSlug, slug
from graph.imports import keys, people, posts, replies, sites, skills
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill
from webapp.importers import conversion, forum_texts
from webapp.importers import forum_fields as fields
from webapp.importers.dump import Broken
from webapp.importers.forum_fields import Fields
from webapp.importers.report import Report
from webapp.markdown import rendering

MATCHED_IF_YOUNGER = timedelta(days=30)
# Of Discourse's kinds of posts, only the first is written by a person for everyone. Whispers are for its staff.
WRITTEN = 1
WHISPER = 4
# Of its kinds of topics, these are for everyone. A topic from before there were kinds has none.
OPEN = ("", "regular", "banner")
LIKE = 2


@dataclass(frozen=True, kw_only=True)
class Written:
    """One post of a topic."""

    number: int
    id: int
    username: str
    name: str
    markdown: str
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


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reading of the files. `withheld` are the topics that are not for everyone, by their number.

    They are known only after the first reading, because a topic's later posts may come in a file without its kind.
    """

    site: str
    report: Report | None
    withheld: set[int] = field(default_factory=set[int])

    def leave_out(self, what: str) -> None:
        """Count something that isn't brought in."""
        if self.report:
            self.report.unused[what] += 1

    def name_broken(self, file: str, place: int, reason: str) -> None:
        """Name something that can't be brought in."""
        if self.report:
            self.report.name_broken(file, place, reason)


def load(place: Path, *, site: str, report: Report) -> None:
    """Bring the topics into the graph, one at a time. Skips existing content and reports broken files.

    Leaves out what not everyone can read in the forum, and what its author has deleted, and counts it.
    """
    begun, reading = sites.begin(site, moved_by_days=0), Reading(site=site, report=report)
    for topic in _topics(place, reading):
        if any(one.number == 1 for one in topic.posts):
            _add_people(topic, site=site, at=begun.at, report=report)
            _add_question(topic, site=site, at=begun.at, report=report)
    # Replies come last, because a long topic's later posts may be in a file that comes before the question's file.
    for topic in _topics(place, Reading(site=site, report=None)):
        if topic.id in reading.withheld:
            report.unused["posts of topics that aren't for everyone"] += len(topic.posts)
        else:
            _add_people(topic, site=site, at=begun.at, report=report)
            _add_answers(topic, site=site, report=report)
    skills.show_to_readers()


def _add_people(topic: Topic, *, site: str, at: datetime, report: Report) -> None:
    found = {
        keys.key(site, "person", one.username): ImportedPerson(
            key=keys.key(site, "person", one.username),
            name=one.name if characters.is_seen(one.name) else one.username,
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
    title, body = conversion.headed(topic.title, first.markdown)
    question = ImportedPost(
        key=key,
        title=title,
        body=rendering.imported(body),
        author=keys.key(site, "person", first.username),
        skills=tuple(tags),
        score=first.likes,
        posted_at=first.at,
    )
    posts.add_questions([question], at=at, match_since=at - MATCHED_IF_YOUNGER)
    report.added["question"] += 1
    report.look(f"topic {topic.id}", f"{title} {first.markdown}")


def _add_answers(topic: Topic, *, site: str, report: Report) -> None:
    given = [
        ImportedAnswer(
            key=keys.key(site, "answer", str(one.id)),
            question=keys.key(site, "question", str(topic.id)),
            body=rendering.imported(one.markdown),
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
        report.look(f"topic {topic.id}", one.body.markdown)
        if one.key not in done:
            report.name_broken(f"topic {topic.id}", 0, "its first post is missing or invalid")


def _topics(place: Path, reading: Reading) -> Iterator[Topic]:
    for path in files(place):
        try:
            topic = _topic(path, reading)
        # A file that is no JSON, or no text at all, is a `ValueError`.
        except (Broken, ValueError) as problem:
            reading.name_broken(path.name, 0, f"is not a Discourse topic: {problem}")
        else:
            if topic:
                yield topic


def _topic(path: Path, reading: Reading) -> Topic | None:
    """Return the topic in a file; `None` if it isn't for everyone."""
    topic = fields.object_of(characters.from_json(path.read_bytes()))
    rows, id = (
        fields.list_of(fields.object_of(topic.get("post_stream")).get("posts")),
        fields.whole_of(topic, "id" if "id" in topic else "topic_id"),
    )
    if withheld := _withheld(topic):
        reading.withheld.add(id)
        reading.leave_out(withheld)
        return None
    found = tuple(_posts(path, rows, reading))
    if len(found) < len(rows) and not any(one.number == 1 for one in found) and any(map(_is_first, rows)):
        reading.withheld.add(id)
        reading.leave_out("topics whose first post is left out")
        return None
    title = forum_texts.title(str(topic.get("title") or ""))
    if any(one.number == 1 for one in found) and not characters.is_seen(title):
        raise Broken("it has no title")
    return Topic(id=id, title=title, tags=_tags(topic), posts=found)


def _posts(path: Path, rows: Sequence[object], reading: Reading) -> Iterator[Written]:
    for place, row in enumerate(rows, start=1):
        try:
            own = fields.object_of(row)
            if kind := _left_out(own):
                reading.leave_out(kind)
            else:
                yield _written(own, reading)
        except Broken as problem:
            reading.name_broken(path.name, place, str(problem))


def _is_first(row: object) -> bool:
    return fields.object_of(row).get("post_number") == 1


def _withheld(topic: Fields) -> str:
    """Return the kind of topics that not everyone can read, empty for all others."""
    details = topic.get("details")
    invited = cast(Fields, details) if isinstance(details, dict) else Fields()
    is_private = str(topic.get("archetype") or "").lower() not in OPEN or topic.get("read_restricted")
    if is_private or any((topic | invited).get(name) for name in ("allowed_users", "allowed_groups")):
        return "private messages and topics"
    if topic.get("deleted_at") or topic.get("deleted_by"):
        return "deleted topics"
    return "topics that the forum doesn't list" if topic.get("visible") is False else ""


def _left_out(row: Fields) -> str:
    """Return the kind of posts that aren't brought in, empty for what someone wrote for everyone."""
    if row.get("deleted_at") or row.get("user_deleted") or forum_texts.is_withdrawn(_words(row)):
        return "deleted posts"
    if row.get("hidden") or row.get("cooked_hidden") or row.get("post_type") == WHISPER:
        return "posts that the forum hides"
    return "the forum's own notes" if row.get("post_type", WRITTEN) != WRITTEN else ""


def _written(row: Fields, reading: Reading) -> Written:
    raw, cooked = str(row.get("raw") or ""), str(row.get("cooked") or "")
    if not characters.is_seen(_words(row)):
        raise Broken("a post is empty")
    site = reading.site
    body = forum_texts.from_raw(raw, site=site) if raw.strip() else forum_texts.from_cooked(cooked, site=site)
    for _ in range(forum_texts.pasted_pictures(cooked, raw)):
        reading.leave_out("pictures inside a text")
    return Written(
        number=fields.whole_of(row, "post_number"),
        id=fields.whole_of(row, "id"),
        username=fields.text_of(row, "username"),
        name=str(row.get("name") or ""),
        markdown=body,
        at=fields.moment_of(fields.text_of(row, "created_at")),
        likes=_likes(row),
        is_accepted=bool(row.get("accepted_answer")),
    )


def _words(row: Fields) -> str:
    return next((text for name in ("raw", "cooked") if (text := str(row.get(name) or "")).strip()), "")


def _likes(row: Fields) -> int:
    summary = [fields.object_of(one) for one in fields.list_of(row.get("actions_summary") or [])]
    return next((fields.whole_of(one, "count") for one in summary if one.get("id") == LIKE and "count" in one), 0)


def _tags(topic: Fields) -> tuple[str, ...]:
    # Older forums give tags as names, newer ones as objects with a name.
    tags = fields.list_of(topic.get("tags") or [])
    return tuple(tag if isinstance(tag, str) else fields.text_of(fields.object_of(tag), "name") for tag in tags)
