"""Questions with their answers as one JSON object a line: {id, title, body, tags, user, ts, accepted, answers}.

Each answer is {id, user, ts, score, body}; `ts` is in seconds since 1970. People are known only by their numbers.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

from graph import characters
from graph.ids import SkillSlug, slug
from graph.imports import keys
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.prose import Prose
from webapp.importers import conversion, tags
from webapp.importers.dump import Broken, Progress

COMPRESSED = b"\x1f\x8b"
# The largest number that the graph can hold.
LARGEST = 2**63 - 1

Fields = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer in a line."""

    number: str
    author: str | None
    at: datetime
    score: int
    body: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question of the file, with its answers. Authors are numbers, or `None` if the author is unknown."""

    line: int
    number: str
    title: str
    body: str
    tags: tuple[str, ...]
    author: str | None
    at: datetime
    score: int
    accepted: str | None
    replies: tuple[Reply, ...]

    def authors(self) -> Iterator[tuple[str, datetime]]:
        """Yield everyone who wrote something in this line, with the moment when they did."""
        for author, at in ((self.author, self.at), *((reply.author, reply.at) for reply in self.replies)):
            if author:
                yield author, at


def lines(path: Path, *, broken: Callable[[str, int, str], None], progress: Progress) -> Iterator[Line]:
    """Yield the readable questions line by line, and report broken lines. The file may be compressed with gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == COMPRESSED
        file.seek(0)
        unpacked = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=file))) if packed else file
        reached = 0
        number = 0
        try:
            for number, line in enumerate(unpacked, start=1):
                if found := _readable(number, line, partial(broken, path.name)):
                    yield found
                progress(file.tell() - reached)
                reached = file.tell()
        except (gzip.BadGzipFile, EOFError, zlib.error):
            broken(path.name, number + 1, "the compressed file is damaged from here on")


def person(site: str, number: str, since: datetime) -> ImportedPerson:
    """Return a person known only by a number."""
    return ImportedPerson(
        key=keys.key(site, "person", number),
        name=f"user{number}",
        about="",
        office="",
        source_url=None,
        joined_at=since,
        last_active_at=since,
    )


def question(site: str, line: Line, body: Prose) -> ImportedPost:
    """Return the question of a line."""
    return ImportedPost(
        key=keys.key(site, "question", line.number),
        title=line.title,
        body=body,
        author=keys.key(site, "person", line.author) if line.author else None,
        skills=tuple(SkillSlug(slug(tag)) for tag in line.tags),
        score=line.score,
        posted_at=line.at,
    )


def answer(site: str, line: Line, reply: Reply, body: Prose) -> ImportedAnswer:
    """Return an answer of a line. If it was accepted, it counts as accepted from when it was written."""
    return ImportedAnswer(
        key=keys.key(site, "answer", reply.number),
        question=keys.key(site, "question", line.number),
        body=body,
        author=keys.key(site, "person", reply.author) if reply.author else None,
        score=reply.score,
        given_at=reply.at,
        accepted_at=reply.at if reply.number == line.accepted else None,
    )


def _readable(number: int, text: bytes, broken: Callable[[int, str], None]) -> Line | None:
    try:
        return _line(number, text)
    except Broken as problem:
        broken(number, str(problem))
        return None


def _line(number: int, text: bytes) -> Line:
    try:
        fields = _fields(characters.from_json(text), "The line")
    except ValueError as problem:
        raise Broken("not JSON") from problem
    title, body = conversion.headed(_text(fields, "title"), str(fields.get("body") or ""))
    return Line(
        line=number,
        number=_text(fields, "id"),
        title=title,
        body=body,
        tags=tags.parsed("|".join(map(str, _list(fields, "tags")))),
        author=_number(fields.get("user")),
        at=_moment(fields),
        score=_score(fields),
        accepted=_number(fields.get("accepted")),
        replies=tuple(_reply(_fields(one, "An answer")) for one in _list(fields, "answers")),
    )


def _reply(fields: Fields) -> Reply:
    return Reply(
        number=_text(fields, "id"),
        author=_number(fields.get("user")),
        at=_moment(fields),
        score=_score(fields),
        body=str(fields.get("body") or ""),
    )


def _fields(value: object, what: str) -> Fields:
    if not isinstance(value, dict):
        raise Broken(f"{what} is not an object")
    return cast(Fields, value)


def _list(fields: Fields, name: str) -> list[object]:
    value: object = fields.get(name) or []
    if not isinstance(value, list):
        raise Broken(f"{name} is not a list")
    return cast(list[object], value)


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if value is None or not characters.is_seen(str(value)):
        raise Broken(f"{name} is missing")
    return str(value)


def _number(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _moment(fields: Fields) -> datetime:
    try:
        return datetime.fromtimestamp(float(_text(fields, "ts")), UTC)
    except (ValueError, OverflowError, OSError) as problem:
        raise Broken("ts is not a number of seconds since 1970") from problem


def _score(fields: Fields) -> int:
    score = fields.get("score")
    if score is None:
        return 0
    # JSON of some programs has numbers that aren't any.
    if isinstance(score, bool) or not isinstance(score, int | float) or not abs(score) <= LARGEST:
        raise Broken("score is not a number")
    return int(score)
