"""Questions and tips from a CSV table, read row by row, so its size doesn't matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from graph import characters
from graph.ids import SkillSlug, slug
from graph.imports import authors, keys, posts, sites, skills
from graph.imports.posts import ImportedPost
from graph.imports.skills import ImportedSkill
from graph.posts.questions import body_problem, title_problem
from webapp.importers import conversion
from webapp.importers.dump import Broken
from webapp.importers.report import Report
from webapp.markdown import rendering
from webapp.tables import rows

REQUIRED = ("title", "body")
COLUMNS = (*REQUIRED, "kind", "skills", "author", "date")
ROWS_PER_BATCH = 200
BETWEEN_SKILLS = (",", ";", "|", "\n")
MATCHED_IF_YOUNGER = timedelta(days=30)

Kind = Literal["question", "tip"]
KINDS: dict[str, Kind] = {"": "tip", "tip": "tip", "question": "question"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The content of one row."""

    line: int
    kind: Kind
    skills: tuple[str, ...]
    email: str
    post: ImportedPost


def check(path: Path) -> None:
    """Raise `Broken`, naming the expected columns, if the table has others."""
    found = [name.lower() for name in rows.header(path)]
    unknown, missing = [name for name in found if name not in COLUMNS], [name for name in REQUIRED if name not in found]
    if unknown or missing:
        raise Broken(
            f"The first line of {path.name} must have the columns title and body, and can have kind, skills, author "
            f"and date. It has {', '.join(found) or 'nothing'}."
        )


def load(path: Path, *, site: str, report: Report) -> None:
    """Bring the table into the graph. Skips existing content and reports broken rows."""
    begun = sites.begin(site, moved_by_days=0)
    for batch in conversion.batches(_entries(path, site=site, at=begun.at, report=report), ROWS_PER_BATCH):
        for kind in ("question", "tip"):
            _add([entry for entry in batch if entry.kind == kind], kind, at=begun.at, report=report)
    skills.show_to_readers()


def _add(entries: list[Entry], kind: Kind, *, at: datetime, report: Report) -> None:
    once: dict[str, Entry] = {}
    for entry in entries:
        if once.setdefault(entry.post.key, entry) is not entry:
            report.unused["rows that repeat an earlier row"] += 1
    known = keys.known(kind, list(once))
    fresh = {key: entry for key, entry in once.items() if key not in known}
    report.known[kind] += len(known)
    report.added[kind] += len(fresh)
    for entry in fresh.values():
        report.look(f"line {entry.line}", f"{entry.post.title} {entry.post.body.markdown}")
    named = {SkillSlug(slug(name)): name for entry in fresh.values() for name in entry.skills}
    skills.add([ImportedSkill(slug=key, name=name, summary="") for key, name in named.items()], at=at)
    if kind == "question":
        posts.add_questions([one.post for one in fresh.values()], at=at, match_since=at - MATCHED_IF_YOUNGER)
    else:
        posts.add_tips([one.post for one in fresh.values()], at=at)
    # This includes known posts: an earlier import may have been interrupted just before this step.
    wanted = {key: entry.email for key, entry in once.items() if entry.email}
    credited = authors.credit(wanted)
    if strangers := len(wanted.keys() - credited):
        report.unused["authors whose email address is unknown here"] += strangers


def _entries(path: Path, *, site: str, at: datetime, report: Report) -> Iterator[Entry]:
    for row in rows.read(path, broken=report.name_broken):
        fields = {name.lower(): characters.readable(value) for name, value in row.fields.items()}
        try:
            yield _entry(fields, line=row.number, site=site, at=at)
        except Broken as problem:
            report.name_broken(path.name, row.number, str(problem))


def _entry(fields: Mapping[str, str], *, line: int, site: str, at: datetime) -> Entry:
    title, body, kind = fields["title"], fields["body"], fields.get("kind", "").lower()
    problem = title_problem(title) or body_problem(body)
    if problem or kind not in KINDS:
        raise Broken(problem or f"kind must be question or tip: {kind[:40]!r}")
    named = tuple(name for name in rows.parted(fields.get("skills", ""), *BETWEEN_SKILLS) if slug(name))
    number = sha256(f"{title}\n{body}".encode()).hexdigest()[:24]
    post = ImportedPost(
        key=keys.key(site, KINDS[kind], number),
        title=title,
        body=rendering.imported(body),
        author=None,
        skills=tuple(SkillSlug(slug(name)) for name in named),
        score=0,
        posted_at=_moment(fields.get("date", ""), at, line=line),
    )
    return Entry(line=line, kind=KINDS[kind], skills=named, email=fields.get("author", "").lower(), post=post)


def _moment(typed: str, at: datetime, *, line: int) -> datetime:
    # Lists continue from a post's moment, so every row needs a different one.
    apart = timedelta(microseconds=line)
    if not typed:
        return at - apart
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Broken(f"date must look like 2026-01-15: {typed[:40]!r}") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > at:
        raise Broken(f"date is in the future: {typed[:40]!r}")
    return moment + apart
