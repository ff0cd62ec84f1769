"""Brings a dump into the graph, file by file, in batches. Each batch is written completely or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from graph import clock
from graph.imports import keys, people, posts, replies, sites, skills
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.prose import Prose
from webapp.importers import conversion, dump, survey, votes
from webapp.importers.conversion import Converter
from webapp.importers.dump import Broken, Progress, Row
from webapp.importers.report import Report
from webapp.importers.stackexchange import MACHINE, Site
from webapp.importers.survey import ANSWER, QUESTION

ROWS_PER_BATCH = 500

# Old questions have waited for years: asking experts about all of them would only bury the new ones.
MATCHED_IF_YOUNGER = timedelta(days=30)

# Shows how many bytes of some files have been read, out of their total.
Watch = Callable[[str, int], AbstractContextManager[Progress]]


class Keyed(Protocol):
    """Something with a key of its own."""

    @property
    def key(self) -> str: ...


Thing = TypeVar("Thing", bound=Keyed)
Add = Callable[[Sequence[Thing]], Collection[str]]


@dataclass(frozen=True, kw_only=True)
class Work(Generic[Thing]):
    """How rows of one kind become things in the graph; `add` returns the keys of those that were added."""

    kind: keys.ImportedKind
    file: str
    text: str
    converter: Converter
    make: Callable[[Row, Prose], Thing]
    add: Add[Thing]


class Loading:
    """One import of one dump. You can interrupt it anywhere and run it again: it skips existing content."""

    def __init__(self, folder: Path, *, name: str, report: Report, watch: Watch, pool: ProcessPoolExecutor) -> None:
        self._folder = folder
        self._name = name
        self._report = report
        self._watch = watch
        self._pool = pool

    def run(self, *, as_if_today: bool) -> sites.Import:
        """Import everything. With `as_if_today`, all dates move by the same number of days, the newest to today."""
        with self._watch("Reading posts", self._size("Posts.xml", "Tags.xml")) as progress:
            seen = survey.survey(self._folder, report=self._report, progress=progress)
        with self._watch("Counting votes", self._size("Votes.xml")) as progress:
            cast = votes.tally(self._folder / "Votes.xml", report=self._report, progress=progress)
        begun = sites.begin(self._name, moved_by_days=_age_in_days(seen.newest) if as_if_today else 0)
        self._site = Site(name=self._name, now=begun.at, shift=begun.shift, survey=seen, votes=cast)
        self._add_people(begun)
        self._add_posts(begun)
        self._add_comments()
        self._add_links()
        self._finish()
        return begun

    def _add_people(self, begun: sites.Import) -> None:
        def add(found: Sequence[ImportedPerson]) -> Collection[str]:
            people.add(found, at=begun.at)
            return {person.key for person in found}

        rows = (row for row in self._rows("Users.xml") if not self._is_machine(row))
        work = Work(
            kind="person",
            file="Users.xml",
            text="AboutMe",
            converter=conversion.words,
            make=self._site.person,
            add=add,
        )
        self._add("People", rows, work)
        if not (self._folder / "Users.xml").exists():
            for batch in conversion.batches(self._site.strangers(), ROWS_PER_BATCH):
                known = self._known("person", [person.key for person in batch])
                self._report.added["person"] += len(add([one for one in batch if one.key not in known]))

    def _is_machine(self, row: Row) -> bool:
        if row.find("Id") != MACHINE:
            return False
        self._report.unused["the site's own account"] += 1
        return True

    def _add_posts(self, begun: sites.Import) -> None:
        def add(found: Sequence[ImportedPost]) -> Collection[str]:
            posts.add_questions(found, at=begun.at, match_since=begun.at - MATCHED_IF_YOUNGER)
            return {question.key for question in found}

        for batch in conversion.batches(self._site.survey.tags.skills(), ROWS_PER_BATCH):
            skills.add(batch, at=begun.at)
        self._add("Questions", self._posts(QUESTION), self._work_of_posts("question", self._site.question, add))
        self._add("Answers", self._posts(ANSWER), self._work_of_posts("answer", self._site.answer, replies.answer))

    def _work_of_posts(
        self, kind: keys.ImportedKind, make: Callable[[Row, Prose], Thing], add: Add[Thing]
    ) -> Work[Thing]:
        converter = partial(conversion.html, site=self._name)
        return Work(kind=kind, file="Posts.xml", text="Body", converter=converter, make=make, add=add)

    def _add_comments(self) -> None:
        work = Work(
            kind="comment",
            file="Comments.xml",
            text="Text",
            converter=partial(conversion.plain, site=self._name),
            make=self._site.comment,
            add=replies.comment,
        )
        self._add("Comments", self._rows("Comments.xml"), work)

    def _add_links(self) -> None:
        for batch in conversion.batches(self._rows("PostLinks.xml"), ROWS_PER_BATCH):
            links, found_in = self._made(batch, self._site.link)
            known = posts.linked(links)
            self._report.known["link"] += len(known)
            done = posts.link([link for link in links if link.key not in known])
            self._note("link", done, {key: row for key, row in found_in.items() if key not in known})

    def _finish(self) -> None:
        skills.relate(self._site.survey.tags.relations())
        skills.show_to_readers()
        self._report.unused["badges"] = sum(1 for _ in self._rows("Badges.xml"))

    def _add(self, label: str, rows: Iterable[Row], work: Work[Thing]) -> None:
        size, reached = self._size(work.file), 0
        fresh = (self._fresh(work.kind, batch) for batch in conversion.batches(rows, ROWS_PER_BATCH))
        with self._watch(label, size) as progress:
            for batch in conversion.converted(self._pool, fresh, lambda row: row.find(work.text), work.converter):
                prose = {row.line: text for row, text in batch}
                made, found_in = self._made(
                    (row for row, _ in batch), lambda row, of=prose: work.make(row, of[row.line])
                )
                self._note(work.kind, work.add(made), found_in)
                for row, text in batch:
                    self._report.look(f"{row.file}, line {row.line}", text.markdown)
                end = max((row.end for row, _ in batch), default=reached)
                progress(end - reached)
                reached = end
            progress(size - reached)

    def _fresh(self, kind: keys.ImportedKind, batch: list[Row]) -> list[Row]:
        of: dict[str, Row] = {}
        for row in batch:
            if of.setdefault(self._site.key(kind, row.find("Id")), row) is not row:
                self._report.name_broken(row.file, row.line, f"Id {row.find('Id')} is a duplicate")
        known = self._known(kind, of)
        return [row for key, row in of.items() if key not in known]

    def _known(self, kind: keys.ImportedKind, wanted: Collection[str]) -> frozenset[str]:
        known = keys.known(kind, wanted)
        self._report.known[kind] += len(known)
        return known

    def _made(self, rows: Iterable[Row], make: Callable[[Row], Thing]) -> tuple[list[Thing], dict[str, Row]]:
        """Return the things made from these rows, each with its row."""
        made: dict[str, Thing] = {}
        found_in: dict[str, Row] = {}
        for row in rows:
            try:
                thing = make(row)
            except Broken as problem:
                self._report.name_broken(row.file, row.line, str(problem))
            else:
                made[thing.key], found_in[thing.key] = thing, row
        return list(made.values()), found_in

    def _note(self, kind: str, done: Collection[str], found_in: dict[str, Row]) -> None:
        self._report.added[kind] += len(done)
        for key, row in found_in.items():
            if key not in done:
                self._report.name_broken(row.file, row.line, "what it belongs to is missing or invalid")

    def _rows(self, name: str) -> Iterator[Row]:
        return dump.rows(self._folder / name, broken=self._report.name_broken)

    def _posts(self, kind: str) -> Iterator[Row]:
        # Broken rows were reported in the first pass. Parsing only the rows that we may want saves a third of the time.
        for row in dump.rows(self._folder / "Posts.xml", containing=f'PostTypeId="{kind}"'):
            if row.find("PostTypeId") == kind and row.line not in self._site.survey.broken:
                yield row

    def _size(self, *names: str) -> int:
        paths = (self._folder / name for name in names)
        return sum(path.stat().st_size for path in paths if path.exists())


def _age_in_days(newest: datetime | None) -> int:
    return max((clock.now() - newest).days, 0) if newest else 0
